import { call, perform } from "./action.js";
import { button, byId, fill, setText } from "./dom.js";
import { NOTHING } from "./format.js";
import { ask } from "./question.js";

const dialog = byId("record");
const value = byId("record-value");
const notice = dialog.querySelector(".notice");

let open = null;

button(dialog, "close").addEventListener("click", () => dialog.close());
button(dialog, "retry").addEventListener("click", (event) => decide(event.currentTarget, retry));
button(dialog, "discard").addEventListener("click", async (event) => {
	const trigger = event.currentTarget;
	if (await ask({
		title: `Discard the record ${open.place}?`,
		text: "What it contains is deleted for ever. That it was there stays known.",
		yes: "Discard",
	})) {
		decide(trigger, () => call("DELETE", open.path));
	}
});

/** Shows a rejected record, with its whole content to those who may see it. `decided` is called after the record was retried or discarded. */
export async function openRecord(entry, decided) {
	const { partition, offset } = entry;
	const path = `api/rejected/${partition}/${offset}`;
	const record = await contentOf(path);
	open = { path, decided, place: `${partition}:${offset}`, text: record?.value?.text ?? null };
	fill(dialog, {
		title: `Rejected record ${open.place}`,
		reason: `${entry.code}: ${record?.reason ?? entry.reason}`,
		key: record ? content(record.key) : NOTHING,
		headers: record?.headers.map((header) => `${header.name}: ${content(header.value)}`).join("\n") || NOTHING,
		hint: record ? hint(record.value) : "What the record contains is shown to the role records only. It can be retried as it is, or discarded.",
	});
	value.value = record ? content(record.value) : "";
	// A text area changes line ends, so the shown text is compared, not the original.
	open.shown = value.value;
	value.readOnly = open.text === null;
	setText(notice, "");
	dialog.showModal();
}

/** Returns the record with its content, or null if the caller may not see it. */
async function contentOf(path) {
	try {
		return await call("GET", path);
	}
	catch (failure) {
		if (failure.status === 403) {
			return null;
		}
		throw failure;
	}
}

function content(bytes) {
	return bytes?.text ?? (bytes ? `${bytes.base64} (base64)` : NOTHING);
}

function hint(bytes) {
	if (!bytes) {
		return "It has no value: it is a tombstone.";
	}
	return bytes.text == null ? "It is no text in UTF-8." : "It can be corrected here before it is retried. What came is kept.";
}

async function retry() {
	const corrected = open.text !== null && value.value !== open.shown;
	if (corrected) {
		requireJson(value.value);
	}
	// The value is sent as text, because a number loses digits when JavaScript parses and writes it.
	await call("POST", `${open.path}/retry`, corrected ? { value: value.value } : undefined);
}

function requireJson(text) {
	try {
		JSON.parse(text);
	}
	catch (failure) {
		throw new Error(`The value is no JSON: ${failure.message}`);
	}
}

function decide(trigger, decision) {
	return perform(trigger, notice, async () => {
		await decision();
		dialog.close();
		await open.decided();
	});
}
