package io.kafkatojdbc.bench.system;

import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * A system in one setting.
 *
 * @param system the system's name
 * @param settings the differences from the system's defaults, in words
 * @param opener starts the system
 */
public record Contender(String system, String settings, Opener opener) {

	/** The name of the service that all other systems are compared with. */
	public static final String OURS = "ours";

	/**
	 * Returns whether this is the service.
	 * @return whether this is the service
	 */
	public boolean isOurs() {
		return OURS.equals(this.system);
	}

	/**
	 * Returns whether all JVMs of this system are equally fast. Debezium's JVMs are not:
	 * the code that a JVM compiles at its beginning can cost it a third of its speed for
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
		 * Starts the system, without the parts that belong to a single run.
		 * @param servers the servers
		 * @param workload the records that will be written into the database
		 * @param reference the rows of the workload
		 * @return the system
		 */
		SystemUnderTest open(Servers servers, Workload workload, Reference reference);

	}

}
