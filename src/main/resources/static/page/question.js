import { byId, setText } from "./dom.js";

/** Asks before something is done that does harm: what will happen, and whether it shall. */
export function ask({ title, text, yes }) {
	const dialog = byId("question");
	setText(byId("question-title"), title);
	setText(byId("question-text"), text);
	setText(byId("question-yes"), yes);
	dialog.returnValue = "cancel";
	dialog.showModal();
	return new Promise((resolve) => {
		dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
	});
}
