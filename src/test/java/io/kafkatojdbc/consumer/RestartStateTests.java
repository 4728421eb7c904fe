package io.kafkatojdbc.consumer;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a consumer is made anew. */
class RestartStateTests {

	private final RestartState consumer = new RestartState();

	@Test
	void isLeftAloneAsLongAsNothingIsWrong() {
		assertThat(this.consumer.isToBeRenewed(false)).isFalse();
	}

	@Test
	void waitsForAMergeBeforeItTakesOverSettings() {
		this.consumer.outdated("took over changed settings");
		assertThat(this.consumer.isToBeRenewed(true)).isFalse();
		assertThat(this.consumer.isToBeRenewed(false)).isTrue();
		assertThat(this.consumer.renewed()).isEqualTo("took over changed settings");
		assertThat(this.consumer.isToBeRenewed(false)).isFalse();
		assertThat(this.consumer.restarts()).isZero();
	}

	@Test
	void isNotMadeAnewAtOnceIfItDiedOrCouldNotBeMade() {
		this.consumer.died(Duration.ZERO);
		assertThat(this.consumer.isToBeRenewed(false)).isFalse();
		this.consumer.failedToRenew("no resolvable bootstrap urls");
		assertThat(this.consumer.isToBeRenewed(false)).isFalse();
		assertThat(this.consumer.renewalProblem().orElseThrow()).contains("no resolvable bootstrap urls");
		assertThat(this.consumer.renewed()).contains("after it had died");
		assertThat(this.consumer.restarts()).isEqualTo(1);
		assertThat(this.consumer.renewalProblem()).isEmpty();
	}

	@Test
	void isMadeAnewAtOnceForSettingsThatMayBeTheCure() {
		this.consumer.failedToRenew("no resolvable bootstrap urls");
		this.consumer.outdated("took over changed settings");
		assertThat(this.consumer.isToBeRenewed(false)).isTrue();
	}

}
