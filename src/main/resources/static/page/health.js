import { byId, setPill, setText } from "./dom.js";
import { counted } from "./format.js";

const PARTS = {
	merge: "Batches",
	kafka: "Topic",
	consumers: "Consumers",
	rejected: "Rejected records",
	diskSpace: "Disk",
};

/** Shows whether the service can do its work. If not, the reasons are shown. */
export function showHealth({ problems, pipeline }) {
	const reasons = Object.entries(problems);
	const healthy = reasons.length === 0;
	setPill(byId("health"), healthy ? "Healthy" : `Not healthy: ${counted(reasons.length, "problem")}`, healthy ? "good" : "bad");
	const rest = reasons.filter(([, reason]) => !isToldOfBatch(reason, pipeline));
	byId("problems").hidden = rest.length === 0;
	showReasons(byId("problem-list"), rest);
}

/** Returns whether a reason is about the failed batch, which has its own place on the page. */
function isToldOfBatch(reason, pipeline) {
	const batch = pipeline?.unfinished;
	return batch?.state === "FAILED" && reason === `Merge of batch ${batch.number} failed: ${batch.error}`;
}

function showReasons(list, reasons) {
	while (list.childElementCount > 2 * reasons.length) {
		list.lastElementChild.remove();
	}
	while (list.childElementCount < 2 * reasons.length) {
		list.append(document.createElement("dt"), document.createElement("dd"));
	}
	reasons.forEach(([part, reason], index) => {
		setText(list.children[2 * index], PARTS[part] ?? part);
		setText(list.children[2 * index + 1], reason);
	});
}
