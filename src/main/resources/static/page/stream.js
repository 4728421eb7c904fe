import { refusalOf } from "./action.js";
import { byId, setPill } from "./dom.js";
import { time } from "./format.js";

/** Longer than the few seconds between two messages of the service, which also sends messages when nothing happens. */
const LONGEST_SILENCE_MILLIS = 15_000;
const RETRY_MILLIS = 2_000;

/**
 * Listens to the service while the page is visible, and shows whether the connection works. Hidden pages use no connection,
 * because a browser has few connections for all pages of a service.
 */
export function listen(url, onSnapshot) {
	const stream = new Stream(url, onSnapshot);
	document.addEventListener("visibilitychange", () => (document.hidden ? stream.close() : stream.open()));
	addEventListener("pagehide", () => stream.close());
	addEventListener("pageshow", () => stream.open());
	stream.open();
}

class Stream {

	#url;
	#onSnapshot;
	#source = null;
	#silence;
	#retry;
	#lostSince = null;
	#asking = false;
	#refusal = null;

	constructor(url, onSnapshot) {
		this.#url = url;
		this.#onSnapshot = onSnapshot;
	}

	open() {
		if (this.#source || document.hidden) {
			return;
		}
		this.#source = new EventSource(this.#url);
		this.#source.addEventListener("open", () => this.#heard());
		this.#source.addEventListener("snapshot", (event) => {
			this.#heard();
			this.#onSnapshot(JSON.parse(event.data));
		});
		this.#source.addEventListener("heartbeat", () => this.#heard());
		this.#source.addEventListener("error", () => this.#lost());
		this.#awaitNext();
	}

	close() {
		clearTimeout(this.#retry);
		clearTimeout(this.#silence);
		this.#source?.close();
		this.#source = null;
	}

	#heard() {
		this.#lostSince = null;
		this.#refusal = null;
		setPill(byId("connection"), "Live", "good");
		document.body.classList.remove("lost");
		this.#awaitNext();
	}

	#awaitNext() {
		clearTimeout(this.#silence);
		this.#silence = setTimeout(() => this.#silent(), LONGEST_SILENCE_MILLIS);
	}

	#silent() {
		this.#lost();
		this.#openAgain();
	}

	#lost() {
		clearTimeout(this.#silence);
		this.#lostSince ??= Date.now();
		document.body.classList.add("lost");
		// After an answer other than 200, the browser neither tries again nor says what the answer was.
		if (this.#source?.readyState === EventSource.CLOSED) {
			this.#openAgain();
			this.#askForRefusal();
		}
		else {
			this.#refusal = null;
		}
		this.#tellLoss();
	}

	async #askForRefusal() {
		if (!this.#asking) {
			this.#asking = true;
			this.#refusal = await refusalOf(this.#url);
			this.#asking = false;
			this.#tellLoss();
		}
	}

	#tellLoss() {
		if (this.#lostSince !== null) {
			const reason = this.#refusal ? `: ${this.#refusal}` : "";
			setPill(byId("connection"), `Connection lost since ${time(this.#lostSince)}${reason}`, "bad");
		}
	}

	#openAgain() {
		this.close();
		this.#retry = setTimeout(() => this.open(), RETRY_MILLIS);
	}

}
