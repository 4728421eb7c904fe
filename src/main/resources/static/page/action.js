import { setText } from "./dom.js";

/** The service's refusal, in its own words. */
class Refusal extends Error {
}

/** Calls the service, and gives back what it answers. */
export async function call(method, path, body) {
	const response = await fetch(path, {
		method,
		headers: { Accept: "application/json, application/problem+json", ...(body && { "Content-Type": "application/json" }) },
		body: body && JSON.stringify(body),
	}).catch(() => {
		throw new Refusal("The service does not answer.");
	});
	const text = await response.text();
	if (!response.ok) {
		throw new Refusal(reason(response, text));
	}
	return text ? JSON.parse(text) : null;
}

/** Tells why the service refuses to be asked for something; nothing if it does not refuse, or does not answer. */
export async function refusalOf(path) {
	const patience = new AbortController();
	const end = setTimeout(() => patience.abort(), 5_000);
	try {
		const response = await fetch(path, { signal: patience.signal });
		return response.ok ? null : reason(response, await response.text());
	}
	catch {
		return null;
	}
	finally {
		clearTimeout(end);
		patience.abort();
	}
}

function reason(response, text) {
	try {
		const problem = JSON.parse(text);
		return problem.detail ?? problem.title ?? text;
	}
	catch {
		return `The service answers ${response.status} ${response.statusText}`.trim() + ".";
	}
}

/**
 * Does what a button is for, and says beside it what came of that. A button stays focusable meanwhile, and does nothing.
 */
export async function perform(trigger, notice, action) {
	if (trigger.ariaBusy === "true") {
		return;
	}
	trigger.ariaBusy = "true";
	say(notice, "Working …", "unknown");
	try {
		say(notice, (await action()) ?? "", "good");
	}
	catch (failure) {
		say(notice, failure.message, "bad");
	}
	finally {
		trigger.ariaBusy = "false";
	}
}

function say(notice, text, tone) {
	notice.dataset.tone = tone;
	setText(notice, text);
}
