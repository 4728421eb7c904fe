import { byId, setText } from "./dom.js";

/** Asks for a confirmation before an action that does harm, and says what will happen. */
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
