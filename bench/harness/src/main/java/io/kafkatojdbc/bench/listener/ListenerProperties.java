package io.kafkatojdbc.bench.listener;

import io.kafkatojdbc.bench.workload.Workload;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is run.
 *
 * @param run name of the run
 * @param workload which records; also the name of their topic
 */
@ConfigurationProperties("listener")
record ListenerProperties(String run, String workload) {

	Workload records() {
		return Workload.all(1)
			.stream()
			.filter((candidate) -> candidate.name().equals(this.workload))
			.findFirst()
			.orElseThrow();
	}

}
