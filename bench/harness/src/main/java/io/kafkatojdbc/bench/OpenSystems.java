package io.kafkatojdbc.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import io.kafkatojdbc.bench.system.Contender;
import io.kafkatojdbc.bench.system.SystemUnderTest;

/** Starts systems when they are needed, and lets them run until they are closed. */
class OpenSystems implements AutoCloseable {

	private final Function<Contender, SystemUnderTest> opener;

	private final Map<Contender, SystemUnderTest> open = new HashMap<>();

	OpenSystems(Function<Contender, SystemUnderTest> opener) {
		this.opener = opener;
	}

	SystemUnderTest get(Contender contender) {
		return this.open.computeIfAbsent(contender, this.opener);
	}

	boolean isOpen(Contender contender) {
		return this.open.containsKey(contender);
	}

	void closeIf(Predicate<Contender> condition) {
		this.open.entrySet().removeIf((entry) -> {
			boolean close = condition.test(entry.getKey());
			if (close) {
				entry.getValue().close();
			}
			return close;
		});
	}

	@Override
	public void close() {
		closeIf((contender) -> true);
	}

}
