package io.kafkatojdbc.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.kafkatojdbc.bench.listener.ListenerMode;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.system.Contenders;

/** Who is compared with whom. */
class Plan {

	private static final int POLL_BY_DEFAULT = 500;

	private static final int LARGE_POLL = 5_000;

	private final List<Match> matches = new ArrayList<>();

	Plan(Contenders contenders, BenchOptions options) {
		Contender backlog = contenders.backlog();
		Contender best = contenders.debeziumBest();
		List<Contender> peers = List.of(best, contenders.debeziumDefault(),
				contenders.listener(ListenerMode.UPSERT, LARGE_POLL),
				contenders.listener(ListenerMode.UPSERT, POLL_BY_DEFAULT),
				contenders.listener(ListenerMode.STAGING, LARGE_POLL),
				contenders.listener(ListenerMode.STAGING, POLL_BY_DEFAULT),
				contenders.listener(ListenerMode.FIRST_VERSION, POLL_BY_DEFAULT), contenders.limitOfBacklog());
		peers.forEach((peer) -> this.matches.add(new Match(backlog, peer)));
		this.matches.add(new Match(contenders.oneMerge(), best));
		Contender fixed = contenders.fixedBatches();
		this.matches.add(new Match(fixed, best));
		this.matches.add(new Match(fixed, contenders.limitOfFixedBatches()));
		this.matches.removeIf((match) -> !options.includesSystem(match.peer().system())
				&& !options.includesSystem(match.ours().system()));
	}

	List<Match> matches() {
		return this.matches;
	}

	/** How many systems there are, each in each setting. */
	int contenders() {
		return (int) this.matches.stream().flatMap((match) -> Stream.of(match.ours(), match.peer())).distinct().count();
	}

	/** How many runs there are, warm-up included. */
	int runs(int pairs) {
		long ours = this.matches.stream().map(Match::ours).distinct().count();
		return (int) ours + this.matches.size() * (1 + 2 * pairs);
	}

	/**
	 * Two that are compared.
	 *
	 * @param ours the service
	 * @param peer the peer
	 */
	record Match(Contender ours, Contender peer) {
	}

}
