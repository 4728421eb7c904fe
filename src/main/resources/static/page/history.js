import { drawChart } from "./chart.js";
import { byId, field, fill, setPill, showList } from "./dom.js";
import { number, seconds, time } from "./format.js";
import { batchState, batchTone, reasonName } from "./states.js";

const MOST_ROWS = 15;

const figure = byId("chart");

let complete = [];

new ResizeObserver(() => drawChart(figure, complete)).observe(figure);

/** Shows the last batches as a chart and as a table. */
export function showHistory({ ledger }) {
	if (!ledger) {
		return;
	}
	const batches = ledger.history.filter((batch) => batch.rows > 0);
	byId("no-batches").hidden = batches.length > 0;
	showList(byId("batches"), "batch-template", batches.slice(0, MOST_ROWS), {
		key: (batch) => batch.number,
		show: showBatch,
	});
	if (JSON.stringify(batches) !== JSON.stringify(complete)) {
		complete = batches;
		drawChart(figure, complete);
	}
}

function showBatch(row, batch) {
	setPill(field(row, "state"), batchState(batch.state), batchTone(batch.state));
	fill(row, {
		number: batch.number,
		reason: reasonName(batch.reason),
		rows: number(batch.rows),
		rejected: number(batch.rejected),
		filling: seconds(batch.secondsFilling),
		merging: seconds(batch.secondsMerging),
		merged: time(batch.times.merged),
	});
}
