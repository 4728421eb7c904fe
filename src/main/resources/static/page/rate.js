const WINDOW_MILLIS = 6_000;

/** How fast a total grows, over the last seconds. */
export class Rate {

	#samples = [];
	#parts = 0;

	/**
	 * Takes note of a total, and tells how much it grows in a second. What has grown while nobody looked, or because more is
	 * added up, has no rate.
	 */
	perSecond(total, parts, now = performance.now()) {
		const last = this.#samples.at(-1);
		if (last && (total < last.total || parts !== this.#parts || now - last.now > WINDOW_MILLIS)) {
			this.#samples = [];
		}
		this.#parts = parts;
		this.#samples.push({ total, now });
		while (this.#samples.length > 2 && this.#samples[1].now <= now - WINDOW_MILLIS) {
			this.#samples.shift();
		}
		const first = this.#samples[0];
		const elapsed = now - first.now;
		return elapsed > 0 ? (total - first.total) * 1_000 / elapsed : 0;
	}

}
