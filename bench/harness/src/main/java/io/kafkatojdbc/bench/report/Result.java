package io.kafkatojdbc.bench.report;

import java.util.List;

import io.kafkatojdbc.bench.measure.Median;
import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * All runs of a system in one setting.
 *
 * @param workload what was brought into the database
 * @param contender the system and its setting
 * @param runs what each run took
 */
public record Result(Workload workload, Contender contender, List<Outcome> runs) {

	/**
	 * Returns the middle of all runs that were right.
	 * @return medians, each for itself
	 */
	public Outcome median() {
		List<Outcome> complete = this.runs.stream().filter(Outcome::correct).toList();
		if (complete.isEmpty()) {
			return Outcome.FAILED;
		}
		return new Outcome(Median.of(complete, Outcome::rowsPerSecond), Median.of(complete, Outcome::clientCpuSeconds),
				Median.of(complete, Outcome::postgresCpuSeconds), Median.of(complete, Outcome::peakRssMb),
				Median.of(complete, Outcome::walMb), complete.size() == this.runs.size());
	}

}
