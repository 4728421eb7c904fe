package io.kafkatojdbc.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.kafkatojdbc.bench.listener.ListenerMode;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.system.Contenders;

/** Decides which systems are compared with each other. */
class Plan {

	private static final int POLL_BY_DEFAULT = 500;

	private static final int LARGE_POLL = 5_000;

	private final List<Match> matches = new ArrayList<>();

	private final List<Contender> alone = new ArrayList<>();

	Plan(Contenders contenders, BenchOptions options) {
		List<Contender> ours = List.of(contenders.backlog(), contenders.oneMerge(), contenders.fixedBatches());
		List<Contender> peers = peers(contenders, options.quick());
		peers.forEach((peer) -> this.matches.add(new Match(ours.get(0), peer)));
		this.matches.add(new Match(ours.get(1), peers.get(0)));
		this.matches.add(new Match(ours.get(2), peers.get(0)));
		this.matches.add(new Match(ours.get(2), contenders.limitOfFixedBatches()));
		List<String> systems = options.systems(systems());
		this.matches.removeIf((match) -> !systems.contains(match.peer().system()));
		if (this.matches.isEmpty()) {
			this.alone.addAll(ours);
		}
	}

	private List<String> systems() {
		return Stream.concat(Stream.of(Contender.OURS), this.matches.stream().map((match) -> match.peer().system()))
			.distinct()
			.toList();
	}

	/** Returns the peers, the strongest peer first. */
	private static List<Contender> peers(Contenders contenders, boolean quick) {
		List<Contender> peers = new ArrayList<>();
		peers.add(contenders.debeziumBest());
		peers.add(contenders.debeziumDefault());
		for (ListenerMode mode : List.of(ListenerMode.UPSERT, ListenerMode.STAGING)) {
			peers.add(contenders.listener(mode, LARGE_POLL));
			if (!quick) {
				peers.add(contenders.listener(mode, POLL_BY_DEFAULT));
			}
		}
		peers.add(contenders.listener(ListenerMode.FIRST_VERSION, POLL_BY_DEFAULT));
		peers.add(contenders.limitOfBacklog());
		return peers;
	}

	/** Returns the service's settings that are measured without a peer. */
	List<Contender> alone() {
		return this.alone;
	}

	List<Match> matches() {
		return this.matches;
	}

	/**
	 * Returns how many runs there are if each system runs once, including warm-up runs.
	 */
	int runsOnce() {
		long peers = this.matches.stream().map(Match::peer).distinct().count();
		return (int) (ours() + 2 * peers) + this.alone.size();
	}

	/** Returns how many runs there are, including warm-up runs. */
	int runs(int pairs) {
		int inTurns = relays().stream().mapToInt((relay) -> Comparison.runs(relay, pairs)).sum();
		return (int) ours() + inTurns + this.alone.size() * pairs;
	}

	private long ours() {
		return this.matches.stream().map(Match::ours).distinct().count();
	}

	List<Relay> relays() {
		return Relay.of(this.matches);
	}

}
