package io.kafkatojdbc.bench.measure;

/**
 * The outcome of one run.
 *
 * @param rowsPerSecond records per second, from the first record to the last row
 * @param clientCpuSeconds CPU time of the client's process; NaN if there is no such
 * process
 * @param postgresCpuSeconds CPU time of PostgreSQL
 * @param peakRssMb the highest memory use of the client's process since its start, in MB;
 * NaN if there is no such process
 * @param walMb the WAL that was written, in MB
 * @param correct whether the target has exactly the rows that it must have
 */
public record Outcome(double rowsPerSecond, double clientCpuSeconds, double postgresCpuSeconds, double peakRssMb,
		double walMb, boolean correct) {

	/** A run that failed. */
	public static final Outcome FAILED = new Outcome(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);

}
