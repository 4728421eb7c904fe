package io.kafkatojdbc.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kafkatojdbc.bench.measure.Measurement;
import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.report.Pairing;
import io.kafkatojdbc.bench.report.Pairing.Pair;
import io.kafkatojdbc.bench.report.Result;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.system.SystemUnderTest;
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * Runs the service and its peers in turns, for one workload. What fails keeps nobody from
 * measuring the others.
 */
class Comparison {

	private final Servers servers;

	private final Workload workload;

	private final Reference reference;

	private final Measurement measurement;

	private final Progress progress;

	private final Map<Contender, List<Outcome>> outcomes = new LinkedHashMap<>();

	private final List<Pairing> pairings = new ArrayList<>();

	private final Set<Contender> warmedUp = new HashSet<>();

	Comparison(Servers servers, Workload workload, Reference reference, Progress progress) {
		this.servers = servers;
		this.workload = workload;
		this.reference = reference;
		this.measurement = new Measurement(servers, workload, reference);
		this.progress = progress;
	}

	/**
	 * Warm-up runs do not count; the service needs none in each of its JVMs after the
	 * first.
	 */
	void inTurns(Contender ours, Contender peer, int count) {
		List<Pair> pairs = new ArrayList<>();
		measure(peer, () -> {
			try (SystemUnderTest us = open(ours)) {
				if (this.warmedUp.add(ours)) {
					run(ours, us, false);
				}
				for (int jvm = 0; jvm < jvms(peer, count); jvm++) {
					pairs(ours, us, peer, count / jvms(peer, count), pairs);
				}
			}
		});
		this.pairings.add(new Pairing(this.workload, ours, peer, pairs));
	}

	private void pairs(Contender ours, SystemUnderTest us, Contender peer, int count, List<Pair> pairs) {
		try (SystemUnderTest them = open(peer)) {
			for (int i = 0; i < warmUps(peer); i++) {
				run(peer, them, false);
			}
			for (int i = 0; i < count; i++) {
				pairs.add(new Pair(run(ours, us, true), run(peer, them, true)));
			}
		}
	}

	/** How many JVMs of a peer share its runs. */
	private static int jvms(Contender peer, int count) {
		return peer.isSteady() ? 1 : count;
	}

	/** Each run is to have had two others before it, if only on average. */
	private static int warmUps(Contender peer) {
		return peer.isSteady() ? 1 : 2;
	}

	/** How many runs of a peer there are, warm-up included. */
	static int runs(Contender peer, int count) {
		return jvms(peer, count) * warmUps(peer) + count;
	}

	void alone(Contender ours, int count) {
		measure(ours, () -> {
			try (SystemUnderTest us = open(ours)) {
				for (int i = 0; i < count; i++) {
					run(ours, us, true);
				}
			}
		});
	}

	/** Each system runs once in all, whomever it is compared with. */
	void once(Contender ours, Contender peer) {
		this.pairings.add(new Pairing(this.workload, ours, peer, List.of(new Pair(once(ours), once(peer)))));
	}

	private Outcome once(Contender contender) {
		if (!this.outcomes.containsKey(contender)) {
			measure(contender, () -> {
				try (SystemUnderTest system = open(contender)) {
					if (!contender.isOurs()) {
						run(contender, system, false);
					}
					run(contender, system, true);
				}
			});
		}
		return this.outcomes.get(contender).get(0);
	}

	/** Who does not even start has failed. */
	private void measure(Contender contender, Runnable runs) {
		try {
			runs.run();
		}
		catch (RuntimeException ex) {
			this.progress.failed(ex);
			keep(contender, Outcome.FAILED);
		}
	}

	private SystemUnderTest open(Contender contender) {
		return contender.opener().open(this.servers, this.workload, this.reference);
	}

	private Outcome run(Contender contender, SystemUnderTest system, boolean counted) {
		this.progress.starts(this.workload.name(), contender, counted);
		Outcome outcome = Outcome.FAILED;
		try {
			outcome = this.measurement.run(system);
			this.progress.ends(outcome);
		}
		catch (RuntimeException ex) {
			this.progress.failed(ex);
		}
		if (counted) {
			keep(contender, outcome);
		}
		return outcome;
	}

	private void keep(Contender contender, Outcome outcome) {
		this.outcomes.computeIfAbsent(contender, (key) -> new ArrayList<>()).add(outcome);
	}

	List<Result> results() {
		return this.outcomes.entrySet()
			.stream()
			.map((entry) -> new Result(this.workload, entry.getKey(), entry.getValue()))
			.toList();
	}

	List<Pairing> pairings() {
		return this.pairings;
	}

}
