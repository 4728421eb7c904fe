import { setText } from "./dom.js";

/** An error with the service's own words for why it refused. */
class Refusal extends Error {
	constructor(reason, status = null) {
		super(reason);
		this.status = status;
	}
}

/** Calls the service, and returns its answer. */
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
		throw new Refusal(reason(response, text), response.status);
	}
	return text ? JSON.parse(text) : null;
}

/** Returns why the service refuses a request, or null if it does not refuse or does not answer. */
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
 * Does a button's action, and shows the result beside the button. The button is not disabled meanwhile, so that it keeps the
 * focus. A second click does nothing.
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
