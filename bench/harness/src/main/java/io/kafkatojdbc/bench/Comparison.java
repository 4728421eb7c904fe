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
	 * Runs a relay again and again. Warm-up runs do not count; the service needs none in
	 * each of its JVMs after the first.
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

	/** The outcomes in the order of the relay, also if it was run from its end. */
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

	/** Each run is to have had two others before it, if only on average. */
	private static int warmUps(Contender contender) {
		return contender.isSteady() ? 1 : 2;
	}

	/** How many runs there are of a relay, warm-up of the peers included. */
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

	/** Each system runs once in all, whomever it is compared with. */
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

	/** Who does not even start has failed. */
	private Outcome run(Contender contender, OpenSystems systems, boolean counted) {
		this.progress.starts(this.workload.name(), contender, counted);
		Outcome outcome = Outcome.FAILED;
		try {
			outcome = this.measurement.run(systems.get(contender));
			this.progress.ends(outcome);
		}
		catch (RuntimeException ex) {
			this.progress.failed(ex);
			// What it still does would disturb the others
			systems.closeIf(contender::equals);
		}
		if (counted) {
			this.outcomes.computeIfAbsent(contender, (key) -> new ArrayList<>()).add(outcome);
		}
		return outcome;
	}

	/** The runs of each system, in the order of the plan, whichever was first. */
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
