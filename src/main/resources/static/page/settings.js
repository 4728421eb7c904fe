import { call, perform } from "./action.js";
import { byId, fill, setText, showList } from "./dom.js";
import { ask } from "./question.js";

/** The settings that decide how large and how frequent batches and polls are. */
const USUAL = ["ingest.batch.max-rows", "ingest.batch.max-age", "ingest.batch.quiet-period", "ingest.batch.max-rows-behind", "ingest.record.max-rejected-in-a-row",
	"max.poll.records", "fetch.min.bytes", "fetch.max.wait.ms", "fetch.max.bytes", "max.partition.fetch.bytes", "max.poll.interval.ms", "session.timeout.ms", "heartbeat.interval.ms"];

const form = byId("change-setting");
const setting = byId("setting-name");
const value = byId("setting-value");
const notice = byId("settings").querySelector(".notice");

let effective = {};
let known = null;

setting.addEventListener("change", showValue);

form.addEventListener("submit", (event) => {
	event.preventDefault();
	change(form.querySelector("button"), setting.value, value.value);
});

/** Shows the changed settings, and offers to change any setting. */
export async function showSettings({ changedSettings }) {
	const now = JSON.stringify(changedSettings);
	if (now === known) {
		return;
	}
	known = now;
	try {
		show(await call("GET", "api/config"));
	}
	catch (failure) {
		known = null;
		notice.dataset.tone = "bad";
		setText(notice, failure.message);
	}
}

function show(configuration) {
	const first = Object.keys(effective).length === 0;
	effective = configuration.effective;
	if (first) {
		offer();
		showValue();
	}
	showChanges(Object.entries(configuration.changes));
}

function offer() {
	const others = Object.keys(effective).filter((key) => !USUAL.includes(key));
	setting.replaceChildren(group("Usual", USUAL), group("Others", others));
}

function group(label, keys) {
	const options = document.createElement("optgroup");
	options.label = label;
	options.append(...keys.map((key) => new Option(key, key)));
	return options;
}

function showValue() {
	value.value = effective[setting.value] ?? "";
}

function showChanges(changes) {
	byId("no-changed").hidden = changes.length > 0;
	showList(byId("changed-settings"), "changed-template", changes, {
		key: ([key]) => key,
		show: (item, [key, changed]) => fill(item, { setting: `${key} = ${changed}` }),
		create: (item, [key]) => {
			const back = item.querySelector("button");
			back.ariaLabel = `Set ${key} back`;
			back.addEventListener("click", () => change(back, key, null));
		},
	});
}

function consequence(key) {
	if (key === "ingest.consumers") {
		return "Consumers that it does not name are removed, and those that it names are added. If it names none, nothing is read any more.";
	}
	if (key === "ingest.record.max-rejected-in-a-row") {
		return "It holds at once. Consumers that hold go on if fewer records in a row were rejected.";
	}
	return key.startsWith("ingest.batch.") ? "It holds for the open batch at once."
		: "All consumers are made anew with it, one after the other. Reading stops for a moment each time.";
}

async function change(trigger, key, wanted) {
	if (await ask({
		title: wanted === null ? `Set ${key} back?` : `Change ${key} to ${wanted}?`,
		text: consequence(key),
		yes: wanted === null ? "Set back" : "Change",
	})) {
		await perform(trigger, notice, async () => {
			show(await call("PATCH", "api/config", { [key]: wanted }));
			return `${key} is ${effective[key] ?? "not set"} now.`;
		});
	}
}
