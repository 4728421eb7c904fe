package io.kafkatojdbc.guarantees;

import java.util.EnumSet;
import java.util.Set;

/**
 * Every promise is kept in every disturbance. Each strikes once, in one of the modes;
 * {@code ChaosIT} repeats them for as long as one likes. {@code -Dguarantees.only=} with
 * a regular expression selects some of them, {@code -Dguarantees.all=true} has all of
 * them in each mode.
 */
class GuaranteesIT extends StrikeOnce {

	GuaranteesIT() {
		super(MergeMode.PAUSE, kindsOfNoOtherMode());
	}

	private static Set<Kind> kindsOfNoOtherMode() {
		Set<Kind> kinds = EnumSet.allOf(Kind.class);
		kinds.removeAll(SlicesGuaranteesIT.KINDS);
		kinds.removeAll(OverlapGuaranteesIT.KINDS);
		return kinds;
	}

}
