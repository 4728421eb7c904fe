import { call, perform } from "./action.js";
import { byId, field, fill, setText, showList } from "./dom.js";
import { counted, NOTHING, number, seconds } from "./format.js";
import { offerTrials } from "./trials.js";

const panel = byId("batch");
const mergeNow = byId("merge-now");
const notice = panel.querySelector(".notice");

mergeNow.addEventListener("click", () => perform(mergeNow, notice, async () => {
	const batch = await call("POST", "api/batches");
	return `Batch ${batch.number} is complete with ${counted(batch.rows, "row")}, and is merged.`;
}));

/** Shows the open batch, how close it is to being complete, and the batches that are set aside. */
export function showBatch({ pipeline, ledger }) {
	if (!pipeline) {
		return;
	}
	const { open, triggers } = pipeline;
	setText(field(panel, "title"), `Batch ${open.number}`);
	setText(field(panel, "about"), about(pipeline));
	showTrigger("rows", triggers.rows.staged, triggers.rows.limit, `${number(triggers.rows.staged)} of ${number(triggers.rows.limit)}`);
	showWait("age", triggers.age);
	showWait("quiet", triggers.quiet);
	showSetAside(ledger?.setAside ?? []);
}

function about({ open, triggers, unfinished }) {
	if (unfinished) {
		return `It can be complete once batch ${unfinished.number} is merged.`;
	}
	if (open.rows >= triggers.rows.limit) {
		return `The consumers are behind, so it grows, at most to ${number(triggers.rows.limitBehind)} rows.`;
	}
	return open.rows === 0 ? "No rows yet." : "Complete as soon as one of these is full.";
}

function showWait(name, { seconds: waited, limit }) {
	showTrigger(name, waited ?? 0, limit, waited == null ? NOTHING : `${seconds(waited)} of ${seconds(limit)}`);
}

function showTrigger(name, value, limit, text) {
	const bar = byId(`${name}-progress`);
	bar.value = Math.min(1, value / limit);
	bar.ariaValueText = text;
	setText(field(panel, name), text);
}

function showSetAside(batches) {
	showList(byId("set-aside"), "set-aside-template", batches, {
		key: (batch) => batch.number,
		show: (card, batch) => fill(card, { title: `Batch ${batch.number}: ${counted(batch.rows, "row")}`, error: batch.error }),
		create: (card, batch) => offerTrials(card, () => batch.number),
	});
}
