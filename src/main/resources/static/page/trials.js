import { call, perform } from "./action.js";
import { button, hide, setText } from "./dom.js";
import { counted, seconds } from "./format.js";
import { ask } from "./question.js";

const OFFERS = {
	"dry-run": dryRun,
	"find-culprit": findCulprit,
	merge,
	"merge-accept": mergeAccept,
	retry,
	accept,
	"set-aside": setAside,
};

/** Connects the buttons of an element with the actions on a batch. */
export function offerTrials(root, batchNumber) {
	const notice = root.querySelector(".notice");
	for (const [action, offer] of Object.entries(OFFERS)) {
		const trigger = button(root, action);
		trigger?.addEventListener("click", () => offer(batchNumber(), { root, run: (work) => perform(trigger, notice, work) }));
	}
}

function dryRun(batch, { run }) {
	return run(async () => {
		const result = await call("POST", `api/batches/${batch}/dry-run`);
		if (result.error) {
			throw new Error(`It would fail: ${result.error}`);
		}
		return `It would be merged, in ${seconds(result.seconds)}. Nothing was changed.`;
	});
}

async function findCulprit(batch, { root, run }) {
	if (await ask({
		title: `Search batch ${batch}?`,
		text: "Dry runs of ever smaller parts find the rows that it fails for. That may take as long as twenty merges, in which nothing else is merged.",
		yes: "Search",
	})) {
		await run(async () => tellCulprit(root, batch, await call("POST", `api/batches/${batch}/find-culprit`)));
	}
}

async function tellCulprit(root, batch, culprit) {
	if (!culprit.found) {
		return `No row is to blame: the batch can be merged now.`;
	}
	const { partition, offset } = culprit.from;
	const row = await call("GET", `api/batches/${batch}/rows/${partition}/${offset}`).catch(() => null);
	if (row) {
		showRow(root, row);
	}
	const to = culprit.rows > 1 ? ` to partition ${culprit.to.partition}, offset ${culprit.to.offset}` : "";
	const rest = culprit.minimal ? "" : " The search had to end before fewer were found.";
	return `It fails for ${counted(culprit.rows, "row")}: partition ${partition}, offset ${offset}${to}. ${culprit.error}${rest}`;
}

function showRow(root, row) {
	const place = root.querySelector("pre.row");
	setText(place, JSON.stringify(row, null, 2));
	place.hidden = false;
}

function merge(batch, { root, run }) {
	return run(async () => {
		try {
			await call("POST", `api/batches/${batch}/merge`);
		}
		catch (failure) {
			await offerToAccept(root, batch);
			throw failure;
		}
		return `Batch ${batch} is merged.`;
	});
}

/**
 * Offers to accept the differences of a batch, if it has any. An error in counting them is ignored, because the user already
 * sees why the batch was not merged.
 */
async function offerToAccept(root, batch) {
	try {
		const { differences } = await call("GET", `api/batches/${batch}`);
		hide(button(root, "merge-accept"), differences.length === 0);
	}
	catch {
		hide(button(root, "merge-accept"), true);
	}
}

function retry(batch, { run }) {
	return run(async () => {
		await call("POST", `api/batches/${batch}/retry`);
		return `Batch ${batch} is merged again now.`;
	});
}

function accept(batch, { run }) {
	return acceptDifferences(batch, run, "retry", `Batch ${batch} is merged as it is.`);
}

function mergeAccept(batch, { run }) {
	return acceptDifferences(batch, run, "merge", `Batch ${batch} is merged.`);
}

async function acceptDifferences(batch, run, how, done) {
	if (await ask({
		title: `Merge batch ${batch} although it does not add up?`,
		text: "Rows may be missing in the target, or be there that nobody can explain. Do this only if the differences are as they should be.",
		yes: "Merge",
	})) {
		await run(async () => {
			await call("POST", `api/batches/${batch}/${how}`, { acceptDifferences: true });
			return done;
		});
	}
}

async function setAside(batch, { run }) {
	if (await ask({
		title: `Set batch ${batch} aside?`,
		text: "Later batches are merged before it. Its rows are kept, and are missing in the target until it is merged on its own.",
		yes: "Set aside",
	})) {
		await run(async () => {
			await call("POST", `api/batches/${batch}/set-aside`);
			return `Batch ${batch} is set aside.`;
		});
	}
}
