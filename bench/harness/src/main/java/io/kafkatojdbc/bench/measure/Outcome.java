package io.kafkatojdbc.bench.measure;

/**
 * What one run took.
 *
 * @param rowsPerSecond records per second, from the first record to the last row
 * @param clientCpuSeconds CPU time of the client's process; NaN if it has none
 * @param postgresCpuSeconds CPU time of PostgreSQL
 * @param peakRssMb the most memory that the client's process has had since its start; NaN
 * if it has none
 * @param walMb WAL that was written
 * @param correct whether the target has what it must have
 */
public record Outcome(double rowsPerSecond, double clientCpuSeconds, double postgresCpuSeconds, double peakRssMb,
		double walMb, boolean correct) {

	/** A run that failed. */
	public static final Outcome FAILED = new Outcome(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);

}
