package io.kafkatojdbc.guarantees;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Every promise is kept as well where slices are merged side by side while consumers go
 * on, in the disturbances that have to do with it.
 */
class OverlapGuaranteesIT extends StrikeOnce {

	static final Set<Kind> KINDS = Collections.unmodifiableSet(
			EnumSet.of(Kind.SERVICE_KILLED_WHILE_STAGING, Kind.SERVICE_KILLED_WHILE_MERGING, Kind.INSTANCE_KILLED,
					Kind.DATABASE_CRASHED, Kind.DISK_FULL_WHILE_MERGING, Kind.INSTANCE_FROZEN_BEFORE_CLEARED,
					Kind.SEALING_HELD_UP, Kind.REBALANCES, Kind.PROCEDURE_HANGS, Kind.PROCEDURE_FAILS_EVERY_THIRD_TIME,
					Kind.PROCEDURE_FAILS_FOR_ONE_ROW_SET_ASIDE, Kind.SLOT_READ_FOR_LONG));

	OverlapGuaranteesIT() {
		super(MergeMode.OVERLAP, KINDS);
	}

}
