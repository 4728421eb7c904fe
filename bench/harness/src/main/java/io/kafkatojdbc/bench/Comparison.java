package io.kafkatojdbc.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Runs the service and its peers in turns, for one workload. If one system fails, the
 * others are still measured.
 */
class Comparison {

	private final Servers servers;

	private final Workload workload;

	private final Reference reference;

	private final Measurement measurement;

	private final Progress progress;

	private final Map<Contender, List<Outcome>> outcomes = new LinkedHashMap<>();

	private final List<Match> matches;

	private final Map<Match, Pairing> pairings = new HashMap<>();

	private final Set<Contender> warmedUp = new HashSet<>();

	Comparison(Servers servers, Workload workload, Reference reference, Progress progress, List<Match> matches) {
		this.servers = servers;
		this.workload = workload;
		this.reference = reference;
		this.measurement = new Measurement(servers, workload, reference);
		this.matches = matches;
		matches.forEach((match) -> {
			this.outcomes.put(match.ours(), new ArrayList<>());
			this.outcomes.put(match.peer(), new ArrayList<>());
		});
		this.progress = progress;
	}

	/**
	 * Runs a relay several times. Warm-up runs do not count. Only the first JVM of the
	 * service gets a warm-up run.
	 */
	void inTurns(Relay relay, int count) {
		List<List<Outcome>> rounds = new ArrayList<>();
		try (OpenSystems systems = new OpenSystems(this::open)) {
			for (int round = 0; round < count; round++) {
				relay.runs().stream().distinct().forEach((contender) -> warmUp(contender, systems));
				rounds.add(round(relay, round % 2 == 1, systems));
				systems.closeIf((contender) -> !contender.isSteady());
			}
		}
		relay.pairs(rounds)
			.forEach((match, pairs) -> this.pairings.put(match,
					new Pairing(this.workload, match.ours(), match.peer(), pairs)));
	}

	/**
	 * Returns the outcomes in the order of the relay, even if the relay was run from its
	 * end.
	 */
	private List<Outcome> round(Relay relay, boolean fromTheEnd, OpenSystems systems) {
		List<Contender> order = new ArrayList<>(relay.runs());
		if (fromTheEnd) {
			Collections.reverse(order);
		}
		List<Outcome> outcomes = new ArrayList<>();
		order.forEach((contender) -> outcomes.add(run(contender, systems, true)));
		if (fromTheEnd) {
			Collections.reverse(outcomes);
		}
		return outcomes;
	}

	private void warmUp(Contender contender, OpenSystems systems) {
		boolean warm = contender.isOurs() ? !this.warmedUp.add(contender) : systems.isOpen(contender);
		for (int i = 0; !warm && i < warmUps(contender); i++) {
			if (!run(contender, systems, false).correct()) {
				return;
			}
		}
	}

	/**
	 * Returns how many warm-up runs a system needs. Each counted run should follow two
	 * other runs, at least on average.
	 */
	private static int warmUps(Contender contender) {
		return contender.isSteady() ? 1 : 2;
	}

	/** Returns the number of runs of a relay, including the warm-up runs of the peers. */
	static int runs(Relay relay, int count) {
		int warmUps = relay.runs()
			.stream()
			.distinct()
			.filter((contender) -> !contender.isOurs())
			.mapToInt((contender) -> warmUps(contender) * (contender.isSteady() ? 1 : count))
			.sum();
		return relay.runs().size() * count + warmUps;
	}

	void alone(Contender ours, int count) {
		try (OpenSystems systems = new OpenSystems(this::open)) {
			for (int i = 0; i < count; i++) {
				run(ours, systems, true);
			}
		}
	}

	/**
	 * Compares two systems by one run each. A system runs only once, even if it is
	 * compared with several others.
	 */
	void once(Match match) {
		Pair pair = new Pair(once(match.ours()), once(match.peer()));
		this.pairings.put(match, new Pairing(this.workload, match.ours(), match.peer(), List.of(pair)));
	}

	private Outcome once(Contender contender) {
		List<Outcome> known = this.outcomes.getOrDefault(contender, List.of());
		if (!known.isEmpty()) {
			return known.get(0);
		}
		try (OpenSystems systems = new OpenSystems(this::open)) {
			if (!contender.isOurs()) {
				run(contender, systems, false);
			}
			return run(contender, systems, true);
		}
	}

	private SystemUnderTest open(Contender contender) {
		return contender.opener().open(this.servers, this.workload, this.reference);
	}

	/** Runs a system once. A system that does not even start has failed. */
	private Outcome run(Contender contender, OpenSystems systems, boolean counted) {
		this.progress.starts(this.workload.name(), contender, counted);
		Outcome outcome = Outcome.FAILED;
		try {
			outcome = this.measurement.run(systems.get(contender));
			this.progress.ends(outcome);
		}
		catch (RuntimeException ex) {
			this.progress.failed(ex);
			// A failed system that still works would disturb the other systems.
			systems.closeIf(contender::equals);
		}
		if (counted) {
			this.outcomes.computeIfAbsent(contender, (key) -> new ArrayList<>()).add(outcome);
		}
		return outcome;
	}

	/**
	 * Returns the runs of each system in the order of the plan, whichever system ran
	 * first.
	 */
	List<Result> results() {
		return this.outcomes.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().isEmpty())
			.map((entry) -> new Result(this.workload, entry.getKey(), entry.getValue()))
			.toList();
	}

	List<Pairing> pairings() {
		return this.matches.stream().map(this.pairings::get).filter(Objects::nonNull).toList();
	}

}
