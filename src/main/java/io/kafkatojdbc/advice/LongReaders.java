package io.kafkatojdbc.advice;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.merge.SlotEmptying;

import org.springframework.stereotype.Component;

/**
 * Finds sessions that have used the staging table for so long that rows of merged batches
 * are deleted instead of truncated.
 */
@Component
class LongReaders implements Rule {

	private final SlotEmptying slots;

	LongReaders(SlotEmptying slots) {
		this.slots = slots;
	}

	@Override
	public List<Advice> advise(Figures figures) {
		return this.slots.readers()
			.map((sessions) -> new Advice("ingest.staging-table", null, Map.of(),
					("The slots of the staging table can't be truncated because of %s: rows of merged batches are deleted, "
							+ "and merges slow down with the dead rows until that session ends. End its transaction, "
							+ "or leave the staging table out of what it does, as with pg_dump --exclude-table.")
						.formatted(sessions)))
			.stream()
			.toList();
	}

}
