package io.kafkatojdbc.bench.listener;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes the last version of each key of a poll into the target table. */
@Component
@ConditionalOnProperty(name = "listener.staging", havingValue = "false")
class UpsertListener {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final RowReader rows;

	private final FirstRecord first;

	private final String upsert;

	UpsertListener(JdbcTemplate jdbc, TransactionTemplate transaction, RowReader rows, FirstRecord first,
			ListenerProperties properties) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.rows = rows;
		this.first = first;
		this.upsert = properties.records().statements().upsert();
	}

	@KafkaListener(topics = "${listener.workload}", concurrency = "${listener.consumers}")
	void poll(List<ConsumerRecord<String, byte[]>> records) {
		this.first.seen();
		// PostgreSQL refuses the same key twice in one statement, and the driver may put
		// two rows into one statement.
		Map<String, Object[]> last = new LinkedHashMap<>();
		for (ConsumerRecord<String, byte[]> record : records) {
			last.put(record.key(), this.rows.read(record.value()));
		}
		List<Object[]> parameters = new ArrayList<>(last.values());
		this.transaction.executeWithoutResult((status) -> this.jdbc.batchUpdate(this.upsert, parameters));
	}

}
