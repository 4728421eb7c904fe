package io.kafkatojdbc.consumer;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a consumer passes for healthy, and when not. */
class PulseTests {

	private static final Duration SESSION = Duration.ofSeconds(45);

	private static final Duration MAX_POLL = Duration.ofMinutes(5);

	private long now = 1;

	private double heartbeat = -1;

	private final Pulse pulse = pulse();

	private Pulse pulse() {
		return new Pulse(new Membership(SESSION, () -> this.heartbeat), MAX_POLL, () -> this.now);
	}

	@Test
	void thatHasJustBegunIsHealthyThoughNotAMemberYet() {
		assertThat(this.pulse.complaint(false)).isEmpty();
		assertThat(this.pulse.isMember()).isFalse();
		assertThat(this.pulse.sincePoll()).isEmpty();
	}

	@Test
	void remembersHowManyRecordsCameLast() {
		assertThat(this.pulse.lastPollRecords()).isEmpty();
		this.pulse.received(17);
		this.pulse.received(0);
		assertThat(this.pulse.lastPollRecords()).contains(17);
	}

	@Test
	void thatNeverGetsIntoItsGroupIsNot() {
		pass(SESSION);
		this.pulse.polled();
		assertThat(this.pulse.complaint(false)).isEmpty();
		pass(Duration.ofSeconds(6));
		assertThat(this.pulse.complaint(false).orElseThrow()).contains("not been in its consumer group for 51 s");
	}

	@Test
	void whoseGroupDoesNotHearFromItIsNot() {
		this.heartbeat = SESSION.toSeconds();
		assertThat(this.pulse.complaint(true)).isEmpty();
		assertThat(this.pulse.isMember()).isTrue();
		this.heartbeat = SESSION.toSeconds() + 6;
		assertThat(this.pulse.complaint(true).orElseThrow()).contains("not been in its consumer group for 51 s");
		assertThat(this.pulse.isMember()).isFalse();
	}

	@Test
	void thatDoesNotPollThoughItOwnsPartitionsIsNot() {
		this.heartbeat = 1;
		this.pulse.polled();
		pass(Duration.ofSeconds(151));
		assertThat(this.pulse.complaint(true).orElseThrow()).contains("has not polled for 151 s",
				"max.poll.interval.ms");
		assertThat(this.pulse.complaint(false)).isEmpty();
		this.pulse.polled();
		assertThat(this.pulse.complaint(true)).isEmpty();
	}

	@Test
	void thatWaitsForTheDatabaseForLongIsNot() {
		this.heartbeat = 1;
		this.pulse.busy();
		pass(Duration.ofSeconds(30));
		assertThat(this.pulse.complaint(true)).isEmpty();
		pass(Duration.ofSeconds(1));
		assertThat(this.pulse.complaint(true).orElseThrow())
			.contains("for 31 s: the database, or the schema registry, may not answer");
		this.pulse.idle();
		assertThat(this.pulse.complaint(true)).isEmpty();
	}

	@Test
	void thatStandsInForADeadOneKeepsTheReasonUntilItPolls() {
		this.pulse.pollFailed(new IllegalStateException("fenced"));
		assertThat(this.pulse.complaint(true)).isEmpty();
		assertThat(this.pulse.died()).isEqualTo("fenced");
		Pulse next = pulse().after(this.pulse);
		assertThat(next.complaint(false).orElseThrow()).contains("it died, and is made anew: fenced");
		next.polled();
		assertThat(next.complaint(false)).isEmpty();
	}

	private void pass(Duration duration) {
		this.now += duration.toNanos();
	}

}
