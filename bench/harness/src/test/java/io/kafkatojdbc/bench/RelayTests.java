package io.kafkatojdbc.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.report.Pairing.Pair;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.system.Contenders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** All that are compared run beside each other, and no run is made for nothing. */
class RelayTests {

	private final Contenders contenders = new Contenders(Path.of("service.jar"), List.of(), 0);

	@Test
	void eachMatchIsMetOnce() {
		Plan plan = plan();
		assertThat(plan.relays().stream().flatMap((relay) -> relay.matches().stream()))
			.containsExactlyInAnyOrderElementsOf(plan.matches());
	}

	@Test
	void mostRunsOfOursServeForTwo() {
		Plan plan = plan();
		assertThat(plan.matches()).hasSize(11);
		assertThat(plan.relays().stream().flatMap((relay) -> relay.runs().stream()).filter(Contender::isOurs))
			.hasSize(6);
	}

	@Test
	void aRelayGoesOnAtBothEnds() {
		Contender ours = this.contenders.backlog();
		Contender best = this.contenders.debeziumBest();
		Contender limit = this.contenders.limitOfBacklog();
		Contender other = this.contenders.oneMerge();
		List<Relay> relays = Relay.of(List.of(new Match(ours, best), new Match(ours, limit), new Match(other, best)));
		assertThat(relays).containsExactly(new Relay(List.of(limit, ours, best, other)));
	}

	@Test
	void oursComesFirstInAPairWhoeverRanFirst() {
		Contender ours = this.contenders.backlog();
		Contender best = this.contenders.debeziumBest();
		Contender limit = this.contenders.limitOfBacklog();
		Relay relay = new Relay(List.of(limit, ours, best));
		assertThat(relay.pairs(List.of(List.of(rows(9), rows(5), rows(2)), List.of(rows(8), rows(4), rows(1)))))
			.containsExactly(
					Map.entry(new Match(ours, limit), List.of(new Pair(rows(5), rows(9)), new Pair(rows(4), rows(8)))),
					Map.entry(new Match(ours, best), List.of(new Pair(rows(5), rows(2)), new Pair(rows(4), rows(1)))));
	}

	private static Outcome rows(double perSecond) {
		return new Outcome(perSecond, 1, 1, 1, 1, true);
	}

	@Test
	void peersAreWarmedUpAndDebeziumForEachRound() {
		Relay relay = new Relay(
				List.of(this.contenders.limitOfBacklog(), this.contenders.backlog(), this.contenders.debeziumBest()));
		assertThat(Comparison.runs(relay, 3)).isEqualTo(3 * 3 + 1 + 3 * 2);
	}

	private Plan plan() {
		return new Plan(this.contenders, BenchOptionsTests.options());
	}

}
