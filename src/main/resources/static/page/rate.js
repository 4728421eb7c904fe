const WINDOW_MILLIS = 6_000;

/** Measures how fast a total grows over the last seconds. */
export class Rate {

	#samples = [];
	#parts = 0;

	/**
	 * Notes a total, and returns how much it grows in a second. The measurement starts again after a time in which nobody looked,
	 * and when the total has more or fewer parts, because that growth has no rate.
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
