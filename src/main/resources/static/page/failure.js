import { call } from "./action.js";
import { button, byId, fill, hide, setText } from "./dom.js";
import { counted, time } from "./format.js";
import { offerTrials } from "./trials.js";

const panel = byId("failed");

let shown = { number: null, error: null };

offerTrials(panel, () => shown.number);

/** Shows a batch that could not be merged, the reason, and what an operator can do. */
export function showFailure({ pipeline }) {
	const batch = pipeline?.unfinished?.state === "FAILED" ? pipeline.unfinished : null;
	hide(panel, !batch);
	if (!batch) {
		forget();
		return;
	}
	fill(panel, {
		title: `Batch ${batch.number} with ${counted(batch.rows, "row")} can't be merged`,
		error: batch.error,
		next: next(batch),
	});
	if (batch.number !== shown.number || batch.error !== shown.error || batch.attempts > shown.attempts) {
		shown = batch;
		setText(panel.querySelector(".notice"), "");
		showDifferences(batch);
	}
}

function next({ attempts, times }) {
	if (times.nextAttempt && new Date(times.nextAttempt) <= Date.now()) {
		return "It is being tried again, or is about to be.";
	}
	const made = `${counted(attempts, "attempt")} failed. `;
	return made + (times.nextAttempt ? `The next one is made at ${time(times.nextAttempt)}.` : "It is not tried again by itself.");
}

function forget() {
	if (shown.number !== null) {
		shown = { number: null, error: null };
		setText(panel.querySelector(".notice"), "");
		panel.querySelector("pre.row").hidden = true;
		byId("failed-differences").replaceChildren();
		button(panel, "accept").hidden = true;
	}
}

/** Shows the differences of a batch, once for each failure, because counting a batch is work for the database. */
async function showDifferences(batch) {
	let differences;
	try {
		({ differences } = await call("GET", `api/batches/${batch.number}`));
	}
	catch {
		// The error is cleared, so that the next snapshot asks again.
		shown = { ...shown, error: null };
		return;
	}
	if (shown.number !== batch.number) {
		return;
	}
	byId("failed-differences").replaceChildren(...differences.map((difference) => {
		const item = document.createElement("li");
		item.textContent = difference;
		return item;
	}));
	button(panel, "accept").hidden = differences.length === 0;
}
