package io.kafkatojdbc.bench.listener;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.stereotype.Component;

/** Reports when the first record arrived. */
@Component
class FirstRecord {

	private final AtomicBoolean seen = new AtomicBoolean();

	private final String run;

	FirstRecord(ListenerProperties properties) {
		this.run = properties.run();
	}

	void seen() {
		if (this.seen.compareAndSet(false, true)) {
			long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
			System.out.println(ListenerMain.FIRST + this.run + " " + micros);
		}
	}

}
