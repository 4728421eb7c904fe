package io.kafkatojdbc.bench.listener;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Inserts each poll into a staging table, and merges the table once it has enough rows.
 */
@Component
@ConditionalOnProperty(name = "listener.staging", havingValue = "true")
class StagingListener {

	private static final long ROWS_PER_MERGE = 100_000;

	private static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(200);

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final RowReader rows;

	private final FirstRecord first;

	private final String insert;

	/** No poll may be inserted while the staging table is merged and emptied. */
	private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

	private final AtomicLong staged = new AtomicLong();

	private volatile long lastStaged;

	StagingListener(JdbcTemplate jdbc, TransactionTemplate transaction, RowReader rows, FirstRecord first,
			ListenerProperties properties) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.rows = rows;
		this.first = first;
		this.insert = properties.records().statements().listenerInsert();
	}

	@KafkaListener(topics = "${listener.workload}", concurrency = "${listener.consumers}")
	void poll(List<ConsumerRecord<String, byte[]>> records) {
		this.first.seen();
		List<Object[]> parameters = new ArrayList<>(records.size());
		for (ConsumerRecord<String, byte[]> record : records) {
			parameters.add(parameters(record));
		}
		this.lock.readLock().lock();
		try {
			this.transaction.executeWithoutResult((status) -> this.jdbc.batchUpdate(this.insert, parameters));
			this.staged.addAndGet(parameters.size());
			this.lastStaged = System.nanoTime();
		}
		finally {
			this.lock.readLock().unlock();
		}
		mergeIf(ROWS_PER_MERGE);
	}

	private Object[] parameters(ConsumerRecord<String, byte[]> record) {
		Object[] values = this.rows.read(record.value());
		Object[] parameters = Arrays.copyOf(values, values.length + 2);
		parameters[values.length] = record.partition();
		parameters[values.length + 1] = record.offset();
		return parameters;
	}

	@Scheduled(fixedDelay = 50)
	void mergeTheRest() {
		if (System.nanoTime() - this.lastStaged > SILENCE) {
			mergeIf(1);
		}
	}

	private void mergeIf(long enough) {
		if (this.staged.get() < enough) {
			return;
		}
		this.lock.writeLock().lock();
		try {
			if (this.staged.get() >= enough) {
				this.transaction.executeWithoutResult((status) -> this.jdbc.execute("CALL merge_listener_staging()"));
				this.staged.set(0);
			}
		}
		finally {
			this.lock.writeLock().unlock();
		}
	}

}
