package io.kafkatojdbc.guarantees;

import java.util.EnumSet;

/**
 * Every promise is kept in every disturbance. Each strikes once; {@code ChaosIT} repeats
 * them for as long as one likes. {@code -Dguarantees.only=} with a regular expression
 * selects some of them, {@code -Dguarantees.all=true} has all of them in each mode.
 */
class GuaranteesIT extends StrikeOnce {

	GuaranteesIT() {
		super(MergeMode.PAUSE, EnumSet.allOf(Kind.class));
	}

}
