package io.kafkatojdbc.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.kafkatojdbc.bench.measure.Outcome;

/** Lists the columns in which a peer is better than the service in its first setting. */
final class PeerWins {

	private PeerWins() {
	}

	static String of(List<Result> results) {
		if (results.stream().allMatch((result) -> result.contender().isOurs())) {
			return "";
		}
		Result ours = results.get(0);
		List<String> wins = new ArrayList<>();
		results.stream().filter((result) -> !result.contender().isOurs()).forEach((peer) -> {
			add(wins, "rows/s", peer, ours, (outcome) -> 1 / outcome.rowsPerSecond());
			add(wins, "client CPU", peer, ours, Outcome::clientCpuSeconds);
			add(wins, "PostgreSQL CPU", peer, ours, Outcome::postgresCpuSeconds);
			add(wins, "peak memory", peer, ours, Outcome::peakRssMb);
			add(wins, "WAL", peer, ours, Outcome::walMb);
		});
		return wins.isEmpty() ? "No peer is better than %s in any column.%n".formatted(ours.contender())
				: "Better than %s:%n%n%s".formatted(ours.contender(), String.join("", wins));
	}

	private static void add(List<String> wins, String what, Result peer, Result ours, ToDoubleFunction<Outcome> cost) {
		double costOfPeer = cost.applyAsDouble(peer.median());
		double costOfOurs = cost.applyAsDouble(ours.median());
		if (peer.median().correct() && costOfPeer < costOfOurs) {
			wins.add(String.format(Locale.ROOT, "- %s in %s, by a factor of %.2f%n", peer.contender(), what,
					costOfOurs / costOfPeer));
		}
	}

}
