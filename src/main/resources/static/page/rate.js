const WINDOW_MILLIS = 6_000;

/** How fast a total grows, over the last seconds. */
export class Rate {

	#samples = [];

	/** Takes note of a total, and tells how much it grows in a second. */
	perSecond(total, now = performance.now()) {
		if (this.#samples.length > 0 && total < this.#samples.at(-1).total) {
			this.#samples = [];
		}
		this.#samples.push({ total, now });
		while (this.#samples.length > 2 && this.#samples[1].now <= now - WINDOW_MILLIS) {
			this.#samples.shift();
		}
		const first = this.#samples[0];
		const elapsed = now - first.now;
		return elapsed > 0 ? (total - first.total) * 1_000 / elapsed : 0;
	}

}
