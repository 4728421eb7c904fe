package io.kafkatojdbc.start;

import java.util.Objects;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link StartException} as a sentence and what to do about it. */
class StartFailureAnalyzer extends AbstractFailureAnalyzer<StartException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, StartException cause) {
		return new FailureAnalysis(Objects.requireNonNull(cause.getMessage()), cause.getAction(), cause);
	}

}
