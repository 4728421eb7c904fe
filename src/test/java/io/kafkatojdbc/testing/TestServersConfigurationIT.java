package io.kafkatojdbc.testing;

import io.kafkatojdbc.KafkaToJdbcApplication;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** What the tests of the features rely on: a context with servers of its own. */
@SpringBootTest(classes = KafkaToJdbcApplication.class,
		properties = { "ingest.consumers=lucas", "ingest.batch.quiet-period=1s" })
@Import(TestServersConfiguration.class)
class TestServersConfigurationIT {

	@Autowired
	private TestDatabase database;

	@Value("${ingest.topic}")
	private String topic;

	@Test
	void connectsTheServiceWithAnEmptyTopicAndTheSample() {
		try (Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			films.send(130);
			new Pipeline(this.database, this.topic).awaitAllMerged(films);
		}
	}

}
