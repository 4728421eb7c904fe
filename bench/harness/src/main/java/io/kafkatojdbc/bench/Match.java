package io.kafkatojdbc.bench;

import io.kafkatojdbc.bench.system.Contender;

/**
 * Two systems that are compared.
 *
 * @param ours the service
 * @param peer the peer
 */
record Match(Contender ours, Contender peer) {

	/** Returns the match of two neighbours in a relay, in either order. */
	static Match of(Contender one, Contender other) {
		return one.isOurs() ? new Match(one, other) : new Match(other, one);
	}

	boolean has(Contender contender) {
		return this.ours.equals(contender) || this.peer.equals(contender);
	}

	Contender otherThan(Contender contender) {
		return this.ours.equals(contender) ? this.peer : this.ours;
	}

}
