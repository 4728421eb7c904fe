package io.kafkatojdbc.bench.report;

import java.util.List;

import io.kafkatojdbc.bench.measure.Median;
import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * All runs of a system in one setting.
 *
 * @param workload the records that were written into the database
 * @param contender the system and its setting
 * @param runs the outcomes of the runs
 */
public record Result(Workload workload, Contender contender, List<Outcome> runs) {

	/**
	 * Returns the median of each figure over all runs that were correct.
	 * @return the medians; each figure has its own median
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
