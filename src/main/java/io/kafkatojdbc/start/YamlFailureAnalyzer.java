package io.kafkatojdbc.start;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Names the place where a file of settings is not valid YAML. The parser's own message is
 * not shown, because it quotes the lines there with the passwords in them.
 */
class YamlFailureAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
		Mark mark = cause.getProblemMark();
		return new FailureAnalysis(
				"A file of settings is no YAML at line %d, column %d.".formatted(mark.getLine() + 1,
						mark.getColumn() + 1),
				"Look at the indentation, and quote values that begin with one of {[*&!%@ or have ': ' in them.",
				cause);
	}

}
