package io.kafkatojdbc.demo;

/** Tells what of the demo runs where, and what to try. */
final class DemoBanner {

	private static final String TEXT = """

			Films flow from Kafka through the staging table into the table films:

			  Kafka        localhost:%2$d, topic films, a record every %4$d ms
			  PostgreSQL   jdbc:postgresql://localhost:%1$d/test, user test, password test
			  the service  http://localhost:%3$d, with the consumer lucas

			To try in another terminal:

			  curl localhost:%3$d/status
			  curl localhost:%3$d/consumer/add/jon
			  datagen/film-generator.sh --interval 10ms%5$s

			Ctrl-C ends it all.
			""";

	private DemoBanner() {
	}

	static String of(DemoSettings settings) {
		String bootstrap = (settings.kafkaPort() != 9092) ? " --bootstrap localhost:" + settings.kafkaPort() : "";
		return TEXT.formatted(settings.postgresPort(), settings.kafkaPort(), settings.serverPort(),
				settings.interval().toMillis(), bootstrap);
	}

}
