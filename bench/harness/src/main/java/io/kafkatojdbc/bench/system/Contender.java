package io.kafkatojdbc.bench.system;

import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * A system in one setting.
 *
 * @param system the system's name
 * @param settings what differs from its defaults, in words
 * @param opener starts it
 */
public record Contender(String system, String settings, Opener opener) {

	/** Name of the service that all others are compared with. */
	public static final String OURS = "ours";

	/**
	 * Tells whether this is the service.
	 * @return whether it is ours
	 */
	public boolean isOurs() {
		return OURS.equals(this.system);
	}

	/**
	 * Tells whether a JVM is as fast as the next one. Debezium's are not: what one of
	 * them has made of its code in the beginning can cost it a third of its speed for
	 * good.
	 * @return whether one JVM can stand for all
	 */
	public boolean isSteady() {
		return !this.system.startsWith("debezium");
	}

	@Override
	public String toString() {
		return this.system + " (" + this.settings + ")";
	}

	/** Starts a system. */
	@FunctionalInterface
	public interface Opener {

		/**
		 * Starts the system, but for what belongs to a single run.
		 * @param servers the servers
		 * @param workload what is going to be brought into the database
		 * @param reference the rows of the workload
		 * @return the system
		 */
		SystemUnderTest open(Servers servers, Workload workload, Reference reference);

	}

}
