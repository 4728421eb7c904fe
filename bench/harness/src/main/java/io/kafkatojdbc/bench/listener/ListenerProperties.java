package io.kafkatojdbc.bench.listener;

import io.kafkatojdbc.bench.workload.Workload;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties of a run.
 *
 * @param run the name of the run
 * @param workload the name of the workload, which is also the name of its topic
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
