package io.kafkatojdbc.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.report.Pairing.Pair;
import io.kafkatojdbc.bench.system.Contender;

/**
 * Runs of the service and its peers in turns. Each run is compared with the run before it
 * and the run after it, so that most runs serve two comparisons.
 *
 * @param runs the systems in the order of their runs
 */
record Relay(List<Contender> runs) {

	/**
	 * Finds relays that contain each match once.
	 * @param matches the systems that are compared
	 * @return the relays
	 */
	static List<Relay> of(List<Match> matches) {
		List<Match> left = new ArrayList<>(matches);
		List<Relay> relays = new ArrayList<>();
		while (!left.isEmpty()) {
			Match first = left.remove(0);
			Deque<Contender> runs = new ArrayDeque<>(List.of(first.ours(), first.peer()));
			while (goesOn(left, runs.getLast(), runs::addLast) || goesOn(left, runs.getFirst(), runs::addFirst)) {
				// Adds systems until no match is left for the first or the last system.
			}
			relays.add(new Relay(List.copyOf(runs)));
		}
		return relays;
	}

	private static boolean goesOn(List<Match> left, Contender end, Consumer<Contender> runs) {
		Optional<Match> next = left.stream().filter((match) -> match.has(end)).findFirst();
		next.ifPresent((match) -> {
			left.remove(match);
			runs.accept(match.otherThan(end));
		});
		return next.isPresent();
	}

	/**
	 * Returns which runs are compared with each other.
	 * @param rounds the outcomes of each round, in the order of the runs
	 * @return the pairs of each match
	 */
	Map<Match, List<Pair>> pairs(List<List<Outcome>> rounds) {
		List<Match> matches = matches();
		Map<Match, List<Pair>> pairs = new LinkedHashMap<>();
		for (int i = 0; i < matches.size(); i++) {
			int ours = this.runs.get(i).isOurs() ? i : i + 1;
			int peer = this.runs.get(i).isOurs() ? i + 1 : i;
			pairs.put(matches.get(i),
					rounds.stream().map((round) -> new Pair(round.get(ours), round.get(peer))).toList());
		}
		return pairs;
	}

	/** Returns the matches of neighbours, in the order of the runs. */
	List<Match> matches() {
		return IntStream.range(1, this.runs.size())
			.mapToObj((i) -> Match.of(this.runs.get(i - 1), this.runs.get(i)))
			.toList();
	}

}
