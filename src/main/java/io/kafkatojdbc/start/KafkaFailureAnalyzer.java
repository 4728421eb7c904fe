package io.kafkatojdbc.start;

import org.apache.kafka.common.KafkaException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Shows the message of Kafka's clients about settings that they do not accept. */
class KafkaFailureAnalyzer extends AbstractFailureAnalyzer<KafkaException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, KafkaException cause) {
		return new FailureAnalysis(
				"Kafka's clients can't work with their settings: %s"
					.formatted(NestedExceptionUtils.getMostSpecificCause(cause).getMessage()),
				"Check 'spring.kafka.bootstrap-servers' and what else is set under 'spring.kafka'.", cause);
	}

}
