package io.kafkatojdbc.merge;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.table.Slots;

import org.springframework.stereotype.Component;

/**
 * Counts the rows and rejected records of a batch again. The rows are counted where the
 * state of the batch says that they are.
 */
@Component
class Recount {

	private final LimitedQuestion question;

	private final BatchParts parts;

	private final Slots slots;

	private final BatchSlices slices;

	Recount(LimitedQuestion question, BatchParts parts, Slots slots, BatchSlices slices) {
		this.question = question;
		this.parts = parts;
		this.slots = slots;
		this.slices = slices;
	}

	/**
	 * Counts the rows and rejected records of a batch again, in one transaction, for a
	 * user who waits for the answer.
	 * @param batch the batch
	 * @return the partitions of the batch
	 * @throws org.springframework.dao.QueryTimeoutException if a count takes too long
	 */
	List<BatchPart> parts(Batch batch) {
		return this.question.ask(() -> switch (batch.state()) {
			case OPEN -> partsInSlot(batch.number(), batch.slot(), SliceSelection.ALL);
			case SEALED, FAILED ->
				withMerged(batch.number(), (unmerged) -> partsInSlot(batch.number(), batch.slot(), unmerged));
			case SET_ASIDE -> withMerged(batch.number(), (unmerged) -> partsSetAside(batch.number(), unmerged));
			case MERGED, CLEARED -> this.parts.merged(batch.number(), SliceSelection.ALL);
		});
	}

	private List<BatchPart> withMerged(long number, Function<SliceSelection, List<BatchPart>> unmerged) {
		SliceSelection merged = this.slices.merged(number);
		return Stream.of(unmerged.apply(merged.others()), this.parts.merged(number, merged))
			.flatMap(List::stream)
			.sorted(Comparator.comparingInt(BatchPart::partition))
			.toList();
	}

	/** Returns the partitions of a batch whose rows are in a slot. */
	List<BatchPart> partsInSlot(long number, int slot, SliceSelection rows) {
		return this.parts.inSlot(number, rows, this.slots.slotName(slot));
	}

	/**
	 * Returns the partitions of a batch that was set aside, without its merged slices,
	 * because the rows of merged slices were not set aside.
	 */
	List<BatchPart> partsSetAside(long number) {
		return partsSetAside(number, this.slices.unmerged(number));
	}

	private List<BatchPart> partsSetAside(long number, SliceSelection unmerged) {
		return this.parts.setAside(number, unmerged, this.slots.setAsideName());
	}

}
