package io.kafkatojdbc.guarantees;

import java.util.Random;

/** Something that goes wrong, or is done, while records come in. */
@FunctionalInterface
interface Disturbance {

	/**
	 * Strikes, and ends what it has begun; what it leaves in disorder after a failure is
	 * mended by {@link Scene#heal()}.
	 * @param scene what it strikes
	 * @param random decides what is left open
	 */
	void strike(Scene scene, Random random);

}
