package io.kafkatojdbc.bench.system;

/**
 * A system in one setting, for records that arrive while it runs.
 *
 * @param system the system's name
 * @param settings the differences from the system's defaults, in words
 * @param opener starts the system
 */
public record LiveContender(String system, String settings, Opener opener) {

	/** Starts a system that reads the topic with the name of the run. */
	@FunctionalInterface
	public interface Opener {

		/**
		 * Starts the system.
		 * @param trial the run
		 * @return the system
		 */
		Running start(Trial trial);

	}

	/**
	 * A running system.
	 *
	 * @param pid the system's process
	 * @param stop stops the system
	 */
	public record Running(long pid, Runnable stop) implements AutoCloseable {

		@Override
		public void close() {
			this.stop.run();
		}

	}

}
