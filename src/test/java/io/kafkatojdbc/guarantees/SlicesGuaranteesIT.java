package io.kafkatojdbc.guarantees;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Every promise is kept as well where slices are merged side by side, in the disturbances
 * that may strike between two of them.
 */
class SlicesGuaranteesIT extends StrikeOnce {

	static final Set<Kind> KINDS = Collections.unmodifiableSet(EnumSet.of(Kind.SERVICE_KILLED_WHILE_MERGING,
			Kind.INSTANCE_KILLED, Kind.BACKEND_KILLED, Kind.DATABASE_CRASHED_AFTER_THE_LAST_RECORD,
			Kind.PROCEDURE_HANGS, Kind.PROCEDURE_COMMITS, Kind.PARTITION_ADDED,
			Kind.PROCEDURE_FAILS_FOR_ONE_ROW_THAT_IS_MENDED, Kind.SET_ASIDE_MERGED_WHILE_BACKEND_KILLED));

	SlicesGuaranteesIT() {
		super(MergeMode.SLICES, KINDS);
	}

}
