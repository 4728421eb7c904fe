package io.kafkatojdbc.registry;

import java.time.Duration;

import io.kafkatojdbc.pipeline.Pipeline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Measures the lookups in the registry: {@code ingest.registry.lookup} is the time that a
 * lookup took, with the references of the schema and the tag {@code outcome}. A schema
 * that is known needs no lookup.
 */
class RegistryMeters {

	private final Timer found;

	private final Timer unknown;

	private final Timer failed;

	RegistryMeters(MeterRegistry registry, Pipeline pipeline) {
		this.found = timer("found", registry, pipeline);
		this.unknown = timer("unknown", registry, pipeline);
		this.failed = timer("failed", registry, pipeline);
	}

	private static Timer timer(String outcome, MeterRegistry registry, Pipeline pipeline) {
		return registry.timer("ingest.registry.lookup", pipeline.tags().and("outcome", outcome));
	}

	void found(long start) {
		record(this.found, start);
	}

	void unknown(long start) {
		record(this.unknown, start);
	}

	void failed(long start) {
		record(this.failed, start);
	}

	private static void record(Timer timer, long start) {
		timer.record(Duration.ofNanos(System.nanoTime() - start));
	}

}
