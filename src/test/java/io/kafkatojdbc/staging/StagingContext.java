package io.kafkatojdbc.staging;

import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.format.RecordReaders;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.registry.SchemaRegistry;
import io.kafkatojdbc.rejected.RejectedBacklog;
import io.kafkatojdbc.table.Slots;
import io.kafkatojdbc.table.StagingTables;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.trace.Traces;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Staging and the ledger on a real database, with nobody who polls or merges. */
public final class StagingContext implements AutoCloseable {

	private static final String PIPELINE = """
			INSERT INTO ingest.pipeline VALUES ('films', 'films', 'id', 'cluster', 'group', 'films_staging', 'merge');
			INSERT INTO ingest.batch (pipeline, number, slot, state) VALUES ('films', 1, 0, 'OPEN');
			INSERT INTO ingest.partition_offset SELECT 'films', p, 0 FROM generate_series(0, 3) AS p
			""";

	private final TestDatabase database = TestServers.emptyDatabase();

	private final ConfigurableApplicationContext context;

	/**
	 * Starts with a staging table.
	 * @param payload its columns besides the service's own
	 */
	public StagingContext(String payload) {
		this("", payload);
	}

	/** Starts with other objects of the database, which the staging table needs. */
	StagingContext(String before, String payload) {
		this(before, payload, new Class<?>[0]);
	}

	/**
	 * Starts with more parts of the service.
	 * @param before other objects of the database
	 * @param payload the columns of the staging table besides the service's own
	 * @param more the classes of the other parts
	 */
	public StagingContext(String before, String payload, Class<?>... more) {
		if (!before.isEmpty()) {
			this.database.execute(before);
		}
		this.database.execute(StagingTables.ddl("films_staging", payload));
		this.context = new SpringApplicationBuilder(Beans.class).sources(more)
			.web(WebApplicationType.NONE)
			.run("--ingest.topic=films", "--ingest.record.max-rejected-in-a-row=1000000",
					"--spring.datasource.url=" + this.database.jdbcUrl(),
					"--spring.datasource.username=" + TestDatabase.USER,
					"--spring.datasource.password=" + TestDatabase.USER);
		this.database.execute(PIPELINE);
	}

	/**
	 * Returns a part of the service.
	 * @param <T> its type
	 * @param type its class
	 * @return the only one of that class
	 */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	<T> T bean(String name, Class<T> type) {
		return this.context.getBean(name, type);
	}

	/**
	 * Stages records behind those of partition 0.
	 * @param values their values
	 */
	public void stage(String... values) {
		long next = this.database.jdbc()
			.sql("SELECT next_offset FROM ingest.partition_offset WHERE kafka_partition = 0")
			.query(Long.class)
			.single();
		Poll poll = new Poll();
		poll.add(0, next, next + values.length,
				IntStream.range(0, values.length).mapToObj((i) -> Samples.record(0, next + i, values[i])).toList());
		bean(Stager.class).stage(poll);
	}

	/**
	 * Runs SQL.
	 * @param sql the statements
	 */
	public void execute(String sql) {
		this.database.execute(sql);
	}

	/**
	 * Returns access to the database.
	 * @return a client
	 */
	public JdbcClient jdbc() {
		return this.database.jdbc();
	}

	/** Removes what was staged, and goes back to the beginning of the topic. */
	public void takeAllBack() {
		execute("""
				TRUNCATE films_staging; DELETE FROM ingest.batch_part; DELETE FROM ingest.rejected_record;
				UPDATE ingest.partition_offset SET next_offset = 0, kafka_order = NULL
				""");
	}

	/**
	 * Counts the rows of a query.
	 * @param from as in {@code films_staging WHERE id = '1'}
	 * @return how many there are
	 */
	public long count(String from) {
		return jdbc().sql("SELECT count(*) FROM " + from).query(Long.class).single();
	}

	/** Counts the numbers that were taken from a sequence. */
	long called(String sequence) {
		return count(
				"(SELECT last_value FROM %s WHERE is_called) s, generate_series(1, last_value)".formatted(sequence));
	}

	/**
	 * Does what is to be rolled back afterwards.
	 * @param <T> the type of the result
	 * @param work what to do
	 * @return the result
	 */
	public <T> T inTransaction(Supplier<T> work) {
		return bean(TransactionTemplate.class).execute((status) -> {
			status.setRollbackOnly();
			return work.get();
		});
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** What is under test; not annotated as what the service itself would find. */
	@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
	@ComponentScan(basePackageClasses = { Stager.class, RejectedBacklog.class, RecordReaders.class,
			SchemaRegistry.class, Slots.class, OpenBatches.class, LimitedQuestion.class, Traces.class })
	@ConfigurationPropertiesScan(basePackageClasses = { Pipeline.class, SchemaRegistry.class })
	static class Beans {

	}

}
