package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a question waits for a look at the topic. */
class LookCountTests {

	private final LookCount looks = new LookCount();

	@Test
	void waitsForALookThatBeginsAfterTheQuestion() {
		this.looks.begin();
		long next = this.looks.next();
		this.looks.end();
		assertThat(this.looks.await(next, Duration.ofMillis(1))).as("the look had begun before").isFalse();
		CompletableFuture<Boolean> waiting = CompletableFuture
			.supplyAsync(() -> this.looks.await(next, Duration.ofSeconds(30)));
		this.looks.begin();
		this.looks.end();
		assertThat(waiting.join()).isTrue();
	}

}
