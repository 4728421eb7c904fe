package io.kafkatojdbc.bench.live;

import io.kafkatojdbc.bench.system.Ledger;

/**
 * The outcome of a run in which records arrived at a given rate.
 *
 * @param rowsPerSecond records per second, from the sending of the first record until the
 * last record was visible
 * @param p50 milliseconds until half of the records were visible
 * @param p90 milliseconds until 90 of 100 records were visible
 * @param p99 milliseconds until 99 of 100 records were visible
 * @param clientCpuSeconds CPU time of the system
 * @param postgresCpuSeconds CPU time of PostgreSQL
 * @param batches the batches that the service has merged; {@code null} for other systems
 * @param complete whether all records became visible
 */
record LiveOutcome(double rowsPerSecond, double p50, double p90, double p99, double clientCpuSeconds,
		double postgresCpuSeconds, Ledger.Batches batches, boolean complete) {
}
