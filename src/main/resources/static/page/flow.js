import { byId, field, fill, setText, showList } from "./dom.js";
import { compact, counted, NOTHING, number, rate, seconds, sum, time } from "./format.js";
import { Rate } from "./rate.js";
import { stateName, stateTone } from "./states.js";

const MOST_LISTED = 8;

const arrived = new Rate();
const staged = new Rate();

let rates = () => {};

// While nothing changes, no snapshot arrives. The timer lets the rates fall to zero nevertheless.
setInterval(() => document.hidden || rates(), 1_000);

/** Draws the pipeline as a flow: topic, consumers, staging table, target table. */
export function showFlow(snapshot) {
	showPhase(snapshot);
	showTopic(snapshot.topic);
	showConsumers(snapshot.consumers);
	showStaging(snapshot);
	showTarget(snapshot);
	rates = () => showRates(snapshot);
	rates();
}

function showPhase({ pipeline }) {
	if (!pipeline) {
		return;
	}
	setText(byId("pipeline-name"), pipeline.pipeline);
	setText(byId("phase"), phase(pipeline));
	document.title = `${pipeline.pipeline} · kafka-to-jdbc-batch`;
}

function phase({ phase, paused, open, unfinished }) {
	if (phase === "MERGING") {
		return `Merging batch ${unfinished.number}${paused ? ", consumers pause" : ""}`;
	}
	if (phase === "FAILED") {
		return `The merge of batch ${unfinished.number} failed, and later ones wait`;
	}
	return `Collecting rows for batch ${open.number}`;
}

function showTopic(topic) {
	const lag = sum(topic.partitions.map((partition) => partition.lag));
	fill(byId("flow-topic"), {
		name: topic.name,
		lag: topic.problem ? NOTHING : compact(lag),
		unit: lag === 1 && !topic.problem ? "record behind" : "records behind",
	});
	showList(byId("partitions"), "partition-template", topic.partitions, {
		key: (partition) => partition.partition,
		show: (row, partition) => fill(row, {
			partition: partition.partition,
			lag: number(partition.lag),
			owner: partition.waits ? `${partition.owner ?? "nobody here"}: ${partition.waits}` : partition.owner ?? "nobody here",
		}),
	});
}

function showConsumers(consumers) {
	fill(byId("flow-consumers"), {
		count: number(consumers.length),
		unit: consumers.length === 1 ? "consumer" : "consumers",
	});
	showList(byId("consumer-names"), "name-template", consumers.slice(0, MOST_LISTED), {
		key: (consumer) => consumer.name,
		show: (item, consumer) => {
			item.dataset.tone = stateTone(consumer.state);
			fill(item, { name: consumer.name, state: stateName(consumer.state) });
		},
	});
}

function showStaging({ pipeline, tableChange, ledger }) {
	byId("table-change").hidden = !tableChange;
	setText(byId("table-change"), tableChange ? `Since the start: ${tableChange}` : "");
	if (!pipeline) {
		return;
	}
	fill(byId("flow-staging"), {
		rows: compact(pipeline.open.rows),
		unit: `${pipeline.open.rows === 1 ? "row" : "rows"} in batch ${pipeline.open.number}`,
	});
	showList(byId("slots"), "slot-template", slots(pipeline, ledger), {
		key: (slot) => slot.name,
		show: (item, slot) => {
			setText(field(item, "label"), slot.label);
			item.dataset.tone = slot.tone;
			item.querySelector(".level").style.width = `${Math.round(100 * slot.level)}%`;
		},
	});
}

function slots({ open, unfinished, triggers }, ledger) {
	const fillLevel = Math.min(1, triggers.rows.staged / triggers.rows.limit);
	const list = [0, 1].map((slot) => ({ name: slot, label: `Slot ${slot}: empty`, tone: "unknown", level: 0 }));
	list[open.slot] = { name: open.slot, label: `Slot ${open.slot}: batch ${open.number} fills`, tone: "accent", level: fillLevel };
	if (unfinished) {
		const failed = unfinished.state === "FAILED";
		const label = `Slot ${unfinished.slot}: batch ${unfinished.number} ${failed ? "failed" : "is merged"}`;
		list[unfinished.slot] = { name: unfinished.slot, label, tone: failed ? "bad" : "warn", level: 1 };
	}
	if (ledger?.setAside.length) {
		list.push({ name: "aside", label: `Set aside: ${counted(ledger.setAside.length, "batch").replace("batchs", "batches")}`, tone: "warn", level: 1 });
	}
	return list;
}

function showTarget(snapshot) {
	const last = snapshot.ledger?.history.find((batch) => batch.times.merged);
	const behind = secondsBehind(snapshot);
	fill(byId("flow-target"), {
		freshness: behind === 0 ? "Current" : behind == null ? NOTHING : seconds(behind),
		unit: behind === 0 ? "" : behind == null ? "nothing merged yet" : "behind",
		last: last ? `Batch ${last.number}: ${counted(last.rows, "row")} at ${time(last.times.merged)}` : "Nothing is merged yet.",
	});
	const speed = last && last.secondsMerging > 0 ? `${counted(last.rows, "row")} in ${seconds(last.secondsMerging)}` : "";
	showLink("link-merged", speed, snapshot.pipeline?.phase === "MERGING");
}

/** Returns how far the target is behind. The page checks this itself, because the ledger learns of the topic's end some seconds later. */
function secondsBehind({ pipeline, topic, ledger }) {
	const nothingMissing = pipeline && pipeline.open.rows === 0 && !pipeline.unfinished
			&& !topic.problem && topic.partitions.length > 0 && topic.partitions.every((partition) => partition.lag === 0);
	return nothingMissing && ledger ? 0 : ledger?.secondsBehind ?? pipeline?.triggers.age.seconds;
}

function showRates({ topic }) {
	const known = topic.partitions.filter((partition) => partition.nextOffset != null);
	const ends = arrived.perSecond(sum(topic.partitions.map((partition) => partition.end)), topic.partitions.length);
	const next = staged.perSecond(sum(known.map((partition) => partition.nextOffset)), known.length);
	showLink("link-read", rate(ends), ends > 0);
	showLink("link-staged", rate(next), next > 0);
}

function showLink(id, text, flows) {
	const link = byId(id);
	setText(field(link, "rate"), text);
	link.classList.toggle("flows", flows);
}
