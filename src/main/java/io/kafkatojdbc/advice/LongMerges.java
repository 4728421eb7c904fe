package io.kafkatojdbc.advice;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

/**
 * Finds merges that take much longer than filling, so that consumers mostly wait for
 * merges.
 */
@Component
class LongMerges implements Rule {

	private static final String MAX_ROWS = "ingest.batch.max-rows";

	private static final String PARALLELISM = "ingest.merge.parallelism";

	private static final int ENOUGH_BATCHES = 5;

	private static final double LONGER = 2;

	/**
	 * In a batch with fewer rows, the fixed cost of a call is larger than the cost of its
	 * rows.
	 */
	private static final long SMALL = 10_000;

	private static final int SLICES = 4;

	@Override
	public List<Advice> advise(Figures figures) {
		BatchFigures batches = figures.batches();
		if (batches.count() < ENOUGH_BATCHES || batches.mergeSeconds() < batches.fillSeconds() * LONGER
				|| batches.mergeSeconds() < 0.1) {
			return List.of();
		}
		if (batches.rows() < SMALL) {
			return largerBatches(figures);
		}
		return (figures.merging().parallelism() == 1 && figures.partitions() > 1) ? List.of(slices(figures))
				: List.of();
	}

	private static List<Advice> largerBatches(Figures figures) {
		BatchFigures batches = figures.batches();
		long maxRows = figures.number(MAX_ROWS).orElse(SMALL);
		// A larger limit does not help batches that are far below the limit already.
		if (batches.rows() < maxRows * 0.8) {
			return List.of();
		}
		return List.of(new Advice(MAX_ROWS, String.valueOf(maxRows * 10), measured(figures),
				"%s; %s=%d would have the procedure called a tenth as often, which pays as far as a call's time does not grow with its rows."
					.formatted(told(batches), MAX_ROWS, maxRows * 10)));
	}

	private static Advice slices(Figures figures) {
		int slices = Math.min(SLICES, figures.partitions());
		String condition = figures.merging().takesSlices() ? "if the record's key determines the row"
				: "once the procedure has the parameters p_slice and p_slices, and if the record's key determines the row";
		return new Advice(PARALLELISM, String.valueOf(slices), measured(figures),
				"%s with %s=1; %d slices side by side would use %d cores of the database, %s."
					.formatted(told(figures.batches()), PARALLELISM, slices, slices, condition));
	}

	private static String told(BatchFigures batches) {
		return "The last %d batches were filled in %s and merged in %s on average, with %s rows".formatted(
				batches.count(), Words.seconds(batches.fillSeconds()), Words.seconds(batches.mergeSeconds()),
				Words.number(batches.rows()));
	}

	private static Map<String, Number> measured(Figures figures) {
		BatchFigures batches = figures.batches();
		return Map.of("batches", batches.count(), "rows", Math.round(batches.rows()), "fillSeconds",
				batches.fillSeconds(), "mergeSeconds", batches.mergeSeconds(), PARALLELISM,
				figures.merging().parallelism());
	}

}
