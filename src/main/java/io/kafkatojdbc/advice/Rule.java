package io.kafkatojdbc.advice;

import java.util.List;

/** Knows one reason to change a setting. */
@FunctionalInterface
interface Rule {

	/**
	 * Looks for its reason in the figures.
	 * @return the advice; empty if the figures give no reason
	 */
	List<Advice> advise(Figures figures);

}
