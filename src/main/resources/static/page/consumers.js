import { call, perform } from "./action.js";
import { byId, field, fill, setPill, setText, showList } from "./dom.js";
import { NOTHING, counted, number, sum } from "./format.js";
import { ask } from "./question.js";
import { stateName, stateTone } from "./states.js";

const form = byId("add-consumer");
const name = byId("consumer-name");
const notice = byId("consumers").querySelector(".notice");

form.addEventListener("submit", (event) => {
	event.preventDefault();
	perform(form.querySelector("button"), notice, async () => {
		const added = await call("PUT", `api/consumers/${encodeURIComponent(name.value)}`);
		name.value = "";
		return `Consumer ${added.name} is there.`;
	});
});

/** Shows each consumer, with its partitions and its state. */
export function showConsumers({ consumers }) {
	byId("no-consumers").hidden = consumers.length > 0;
	showList(byId("consumer-cards"), "consumer-template", consumers, {
		key: (consumer) => consumer.name,
		show: showConsumer,
		create: (card, consumer) => {
			const remove = card.querySelector("button");
			remove.ariaLabel = `Remove consumer ${consumer.name}`;
			remove.addEventListener("click", () => askToRemove(consumer.name, remove));
		},
	});
}

function showConsumer(card, consumer) {
	setPill(field(card, "state"), stateName(consumer.state), stateTone(consumer.state));
	fill(card, {
		name: consumer.name,
		partitions: consumer.partitions.length ? consumer.partitions.join(", ") : "none",
		lag: consumer.partitions.length ? lag(consumer) : NOTHING,
		poll: consumer.lastPollRecords == null ? NOTHING : counted(consumer.lastPollRecords, "record"),
		staged: number(consumer.stagedRecords),
	});
	setText(field(card, "problem"), consumer.problem);
}

function lag({ lag: behind }) {
	const partitions = Object.entries(behind);
	const late = partitions.filter(([, records]) => records > 0);
	const total = number(sum(partitions.map(([, records]) => records)));
	return late.length > 0 && partitions.length > 1
		? `${total} (${late.map(([partition, records]) => `${partition}: ${number(records)}`).join(", ")})` : total;
}

async function askToRemove(consumer, trigger) {
	if (await ask({
		title: `Remove consumer ${consumer}?`,
		text: "The others take over its partitions. If there are no others, nothing more is read from the topic.",
		yes: "Remove",
	})) {
		await perform(trigger, notice, async () => {
			await call("DELETE", `api/consumers/${encodeURIComponent(consumer)}`);
			byId("consumers-title").focus();
			return `Consumer ${consumer} is removed.`;
		});
	}
}
