package io.kafkatojdbc.bench.server;

import java.nio.file.Path;

/**
 * What all compared systems run on.
 *
 * @param home where the bench is
 * @param children the processes
 * @param postgres the database
 * @param kafka the broker
 */
public record Servers(Path home, Children children, PostgresServer postgres, KafkaBroker kafka) {

	/**
	 * Starts the servers.
	 * @param home where the bench is
	 * @param children where their processes belong
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
	 * @return their directory
	 */
	public Path kafkaLibs() {
		return kafkaLibs(this.home);
	}

	/**
	 * Returns the connectors.
	 * @return their directory
	 */
	public Path connectors() {
		return this.home.resolve("kafka/target/plugins");
	}

}
