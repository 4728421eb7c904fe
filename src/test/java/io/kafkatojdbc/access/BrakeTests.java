package io.kafkatojdbc.access;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import com.github.benmanes.caffeine.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whoever tries passwords is slowed down, and nobody else is. */
class BrakeTests {

	private static final String HERE = "192.0.2.1";

	private static final String THERE = "192.0.2.2";

	private final AtomicLong now = new AtomicLong();

	private final Brake brake = new Brake(this.now::get);

	private final AtomicInteger checks = new AtomicInteger();

	@Test
	void afterTenWrongPasswordsNoneIsChecked() {
		wrong("olivia", HERE, 10);
		assertThat(this.checks).hasValue(10);
		assertRefused("olivia", HERE, 10);
		assertThat(this.checks).hasValue(10);
	}

	@Test
	void theRightUserGetsInFromElsewhereAndOthersFromHere() {
		wrong("olivia", HERE, 30);
		assertThat(right("olivia", THERE)).isTrue();
		assertThat(right("vera", HERE)).isTrue();
	}

	@Test
	void nobodyIsLockedOutForGood() {
		wrong("olivia", HERE, 10);
		for (int second = 0; second < 10; second++) {
			assertRefused("olivia", HERE, 10 - second);
			pass(Duration.ofSeconds(1));
		}
		assertThat(right("olivia", HERE)).isTrue();
		wrong("olivia", HERE, 1);
		assertRefused("olivia", HERE, 10);
		pass(Duration.ofSeconds(100));
		wrong("olivia", HERE, 10);
		assertThat(this.checks).hasValue(21);
	}

	@Test
	void rightPasswordsDoNotCount() {
		IntStream.range(0, 200).forEach((i) -> assertThat(right("olivia", HERE)).isTrue());
	}

	@Test
	void aPasswordForManyNamesIsTriedAHundredTimes() {
		IntStream.range(0, 500).forEach((i) -> wrong("user-" + i, HERE, 1));
		assertThat(this.checks).hasValue(100);
		assertRefused("olivia", HERE, 1);
		assertThat(right("olivia", THERE)).isTrue();
	}

	@Test
	void manyCallsAtOnceTryNoMorePasswords() {
		IntStream.range(0, 200).parallel().forEach((i) -> wrong("olivia", HERE, 1));
		assertThat(this.checks).hasValue(10);
	}

	@Test
	void onlySoManyCallersAreRemembered() {
		IntStream.range(0, 50_000).forEach((i) -> wrong("x".repeat(i % 100), "192.0.2." + i, 1));
		for (String field : new String[] { "users", "addresses" }) {
			Cache<?, ?> callers = (Cache<?, ?>) Objects.requireNonNull(ReflectionTestUtils.getField(this.brake, field));
			callers.cleanUp();
			assertThat(callers.estimatedSize()).isPositive().isLessThanOrEqualTo(10_000);
		}
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.1, 192.0.2.1", "2001:db8:1:2:3:4:5:6, 20010db800010002", "2001:db8:1:2::9, 20010db800010002",
			"2001:db8:1:3::9, 20010db800010003", "::1, 0000000000000000" })
	void hostsInANetworkOfIpv6AreOne(String address, String network) {
		assertThat(BrakedAuthentication.network(address)).isEqualTo(network);
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

	private boolean right(String user, String address) {
		return this.brake.guard(user, address, () -> true);
	}

	private void wrong(String user, String address, int times) {
		for (int i = 0; i < times; i++) {
			assertThatThrownBy(() -> this.brake.guard(user, address, () -> {
				this.checks.incrementAndGet();
				throw new BadCredentialsException("wrong");
			})).isInstanceOfAny(BadCredentialsException.class, TriedTooOftenException.class);
		}
	}

	private void assertRefused(String user, String address, long seconds) {
		assertThatExceptionOfType(TriedTooOftenException.class).isThrownBy(() -> right(user, address))
			.satisfies((ex) -> assertThat(ex.retryAfterSeconds()).isEqualTo(seconds));
	}

}
