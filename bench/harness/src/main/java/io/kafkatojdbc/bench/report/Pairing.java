package io.kafkatojdbc.bench.report;

import java.util.List;

import io.kafkatojdbc.bench.measure.Median;
import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * Runs of the service and of one peer, in turns.
 *
 * @param workload the records that were written into the database
 * @param ours the service
 * @param peer the peer
 * @param pairs the outcomes of the runs
 */
public record Pairing(Workload workload, Contender ours, Contender peer, List<Pair> pairs) {

	double ratio() {
		return Median.of(this.pairs, Pair::ratio);
	}

	double clientCpuRatio() {
		return Median.of(this.pairs, Pair::clientCpuRatio);
	}

	/**
	 * A run of the service, and the run of the peer before or after it.
	 *
	 * @param ours the outcome of the service
	 * @param peer the outcome of the peer
	 */
	public record Pair(Outcome ours, Outcome peer) {

		/**
		 * Returns how many times as fast as the peer the service was.
		 * @return the ratio of rows per second; NaN unless both runs were correct
		 */
		public double ratio() {
			return bothCorrect() ? this.ours.rowsPerSecond() / this.peer.rowsPerSecond() : Double.NaN;
		}

		double clientCpuRatio() {
			return bothCorrect() ? this.ours.clientCpuSeconds() / this.peer.clientCpuSeconds() : Double.NaN;
		}

		private boolean bothCorrect() {
			return this.ours.correct() && this.peer.correct();
		}

	}

}
