import { counted, compact, seconds } from "./format.js";
import { reasonName } from "./states.js";

const SVG = "http://www.w3.org/2000/svg";
const LABELS = 84;
const NARROWEST = 26;
const WIDEST = 48;
const PANEL = 56;
const GAP = 16;
const AXIS = 34;

const PANELS = [
	{ title: "Rows", value: (batch) => batch.rows, format: compact },
	{ title: "Filling", value: (batch) => batch.secondsFilling ?? 0, format: seconds },
	{ title: "Merging", value: (batch) => batch.secondsMerging ?? 0, format: seconds },
];

/** Draws three charts of batches below each other: rows, time filling and time merging. The newest batch is on the right. */
export function drawChart(figure, newestFirst) {
	const width = figure.clientWidth;
	const batches = newestFirst.slice(0, Math.floor((width - LABELS) / NARROWEST)).reverse();
	if (batches.length === 0) {
		figure.replaceChildren();
		return;
	}
	const pitch = Math.min(WIDEST, Math.floor((width - LABELS) / batches.length));
	const height = PANELS.length * (PANEL + GAP) + AXIS;
	const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": summary(batches) });
	PANELS.forEach((panel, index) => svg.append(...drawPanel(panel, batches, { top: GAP + index * (PANEL + GAP), width, pitch })));
	batches.forEach((batch, index) => svg.append(...drawAxis(batch, LABELS + (index + 0.5) * pitch, height - AXIS)));
	figure.replaceChildren(svg);
}

function summary(batches) {
	const largest = batches.reduce((left, right) => (right.rows > left.rows ? right : left));
	return `Rows, time filling and time merging of the last ${batches.length} batches; the largest is batch ${largest.number}`
			+ ` with ${counted(largest.rows, "row")}. The table below has the numbers.`;
}

function drawPanel({ title, value, format }, batches, { top, width, pitch }) {
	const most = Math.max(...batches.map(value));
	const bars = batches.map((batch, index) => drawBar(batch, {
		x: LABELS + (index + 0.2) * pitch,
		width: 0.6 * pitch,
		height: most > 0 ? Math.max(value(batch) > 0 ? 1.5 : 0, PANEL * value(batch) / most) : 0,
		bottom: top + PANEL,
		text: `${title}: ${format(value(batch))}`,
	}));
	return [
		text(title, { x: 0, y: top + PANEL / 2 - 2, class: "panel-title" }),
		text(`up to ${format(most)}`, { x: 0, y: top + PANEL / 2 + 14, class: "panel-most" }),
		element("line", { x1: LABELS, x2: width, y1: top + PANEL + 0.5, y2: top + PANEL + 0.5, class: "base" }),
		...bars,
	];
}

function drawBar(batch, { x, width, height, bottom, text: words }) {
	const bar = element("rect", { x, y: bottom - height, width, height, rx: Math.min(2, height / 2), class: isBad(batch) ? "bar bad" : "bar" });
	const title = element("title", {});
	title.textContent = `Batch ${batch.number}, ${reasonName(batch.reason)}. ${words}`;
	bar.append(title);
	return bar;
}

function drawAxis(batch, middle, y) {
	const mark = isBad(batch) ? "!" : batch.reason.charAt(0);
	return [
		text(mark, { x: middle, y: y + 12, class: mark === "!" ? "tick bad" : "tick" }),
		text(batch.number % 1_000, { x: middle, y: y + 27, class: "tick number" }),
	];
}

function isBad({ state }) {
	return state === "FAILED" || state === "SET_ASIDE";
}

function text(content, attributes) {
	const node = element("text", attributes);
	node.textContent = content;
	return node;
}

function element(name, attributes) {
	const node = document.createElementNS(SVG, name);
	Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
	return node;
}
