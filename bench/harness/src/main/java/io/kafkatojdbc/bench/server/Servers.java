package io.kafkatojdbc.bench.server;

import java.nio.file.Path;

/**
 * The servers that all compared systems use.
 *
 * @param home the directory of the bench
 * @param children the processes
 * @param postgres the database
 * @param kafka the broker
 */
public record Servers(Path home, Children children, PostgresServer postgres, KafkaBroker kafka) {

	/**
	 * Starts the servers.
	 * @param home the directory of the bench
	 * @param children starts the servers' processes, and ends them
	 * @return the servers
	 */
	public static Servers start(Path home, Children children) {
		return new Servers(home, children, PostgresServer.start(children),
				KafkaBroker.start(children, kafkaLibs(home)));
	}

	private static Path kafkaLibs(Path home) {
		return home.resolve("kafka/target/libs");
	}

	/**
	 * Returns Kafka's libraries.
	 * @return the directory of the libraries
	 */
	public Path kafkaLibs() {
		return kafkaLibs(this.home);
	}

	/**
	 * Returns the connectors.
	 * @return the directory of the connectors
	 */
	public Path connectors() {
		return this.home.resolve("kafka/target/plugins");
	}

}
