package io.kafkatojdbc.advice;

import java.util.List;

/** Knows one reason to set something otherwise. */
@FunctionalInterface
interface Rule {

	/**
	 * Looks for its reason among the figures.
	 * @return what it advises; nothing if the figures do not tell
	 */
	List<Advice> advise(Figures figures);

}
