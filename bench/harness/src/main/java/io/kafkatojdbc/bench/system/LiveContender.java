package io.kafkatojdbc.bench.system;

/**
 * A system in one setting, for records that arrive while it runs.
 *
 * @param system the system's name
 * @param settings what differs from its defaults, in words
 * @param opener starts it
 */
public record LiveContender(String system, String settings, Opener opener) {

	/** Starts a system that reads the topic that is called like the run. */
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
	 * A system that runs.
	 *
	 * @param pid its process
	 * @param stop stops it
	 */
	public record Running(long pid, Runnable stop) implements AutoCloseable {

		@Override
		public void close() {
			this.stop.run();
		}

	}

}
