import { call, perform } from "./action.js";
import { byId, fill, hide, setPill, setText, showList } from "./dom.js";
import { counted, number, sum } from "./format.js";
import { ask } from "./question.js";
import { openRecord } from "./record.js";

const MOST_LISTED = 50;
/** The service stops counting at this number. */
const MOST_COUNTED = 1_000;

const code = byId("rejected-code");
const notice = byId("rejected").querySelector(".notice");
const retryAll = byId("retry-all");
const discardAll = byId("discard-all");
const goOn = byId("go-on");

let state = "";
let failed = false;
let holding = null;

code.addEventListener("change", load);
retryAll.addEventListener("click", () => perform(retryAll, notice, async () => {
	const { retried, stillRejected } = await call("POST", `api/rejected/retry${query("?")}`);
	await load();
	return `${counted(retried, "record")} staged, ${number(stillRejected)} rejected again.`;
}));
discardAll.addEventListener("click", askToDiscard);
goOn.addEventListener("click", askToGoOn);

/** Shows the rejected records that wait for a decision. */
export function showRejected({ ledger, problems }) {
	showHolding(problems.rejected ?? null);
	if (!ledger) {
		return;
	}
	const waiting = ledger.rejectedWaiting;
	const text = waiting >= MOST_COUNTED ? `${number(MOST_COUNTED)} or more wait` : waiting === 1 ? "1 waits" : `${number(waiting)} wait`;
	setPill(byId("rejected-count"), text, waiting > 0 ? "warn" : "good");
	byId("no-rejected").hidden = waiting > 0;
	hide(byId("rejected-waiting"), waiting === 0);
	const now = `${waiting} of ${sum(ledger.history.map((batch) => batch.rejected))}`;
	if (now !== state) {
		state = now;
		load();
	}
}

/** Shows why nothing more is staged, once too many records in a row were rejected. */
async function showHolding(problem) {
	if (problem === holding) {
		return;
	}
	holding = problem;
	hide(byId("rejected-held"), problem === null);
	if (problem === null) {
		return;
	}
	try {
		const { rejected, last } = await call("GET", "api/rejected/in-a-row");
		const place = last ? `, the last one of partition ${last.partition}, offset ${last.offset}: ${last.reason}` : "";
		setText(byId("rejected-held-reason"), `${counted(rejected, "record")} in a row were rejected${place}. Nothing more is staged. `
			+ "Change the setting or the table that the reason names, and restart; or go on.");
	}
	catch (failure) {
		holding = null;
		notice.dataset.tone = "bad";
		setText(notice, failure.message);
	}
}

async function load() {
	try {
		const records = await call("GET", `api/rejected?limit=${MOST_LISTED}${query("&")}`);
		show(records);
		offerCodes(records);
		if (failed) {
			setText(notice, "");
		}
		failed = false;
	}
	catch (failure) {
		failed = true;
		// The state is cleared, so that the next snapshot loads the records again.
		state = "";
		notice.dataset.tone = "bad";
		setText(notice, failure.message);
	}
}

function query(separator) {
	return code.value ? `${separator}code=${code.value}` : "";
}

function show(records) {
	showList(byId("rejected-records"), "rejected-template", records, {
		key: (record) => `${record.partition}:${record.offset}`,
		show: (row, record) => fill(row, { place: `${record.partition}:${record.offset}`, code: record.code, reason: record.reason }),
		create: (row, record) => {
			const look = row.querySelector("button");
			look.ariaLabel = `Look at the record of partition ${record.partition}, offset ${record.offset}`;
			look.addEventListener("click", () => perform(look, notice, () => openRecord(record, load)));
		},
	});
	byId("rejected-more").hidden = records.length < MOST_LISTED;
	setText(byId("rejected-more"), `The first ${MOST_LISTED} are shown.`);
}

function offerCodes(records) {
	const known = new Set([...code.options].map((option) => option.value));
	const found = new Set(records.map((record) => record.code));
	code.append(...[...found].filter((each) => !known.has(each)).sort().map((each) => new Option(each, each)));
}

async function askToDiscard() {
	const which = code.value ? `all rejected records of the kind ${code.value}` : "all rejected records";
	if (await ask({
		title: `Discard ${which}?`,
		text: "What they contain is deleted for ever. That they were there stays known.",
		yes: "Discard",
	})) {
		await perform(discardAll, notice, async () => {
			const { discarded } = await call("DELETE", `api/rejected${query("?") || "?all=true"}`);
			await load();
			return `${counted(discarded, "record")} discarded.`;
		});
	}
}

async function askToGoOn() {
	if (await ask({
		title: "Go on?",
		text: "Rejected records are counted from 0 again. As many records in a row may be rejected once more.",
		yes: "Go on",
	})) {
		await perform(goOn, notice, async () => {
			const { rejected } = await call("POST", "api/rejected/go-on");
			return `The consumers go on after ${counted(rejected, "rejected record")}.`;
		});
	}
}
