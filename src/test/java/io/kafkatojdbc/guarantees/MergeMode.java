package io.kafkatojdbc.guarantees;

import io.kafkatojdbc.testing.ServiceLauncher;

/** The ways to merge that the promises are kept in. */
enum MergeMode {

	/** Consumers pause while a batch is merged as a whole, as by default. */
	PAUSE("pause", 1),

	/** Consumers pause while slices are merged side by side. */
	SLICES("pause", 2),

	/** Consumers go on while slices are merged side by side. */
	OVERLAP("overlap", 2);

	private final String mode;

	private final int parallelism;

	MergeMode(String mode, int parallelism) {
		this.mode = mode;
		this.parallelism = parallelism;
	}

	ServiceLauncher set(ServiceLauncher launcher) {
		return launcher.with("ingest.merge.mode", this.mode).with("ingest.merge.parallelism", this.parallelism);
	}

}
