export function byId(id) {
	return document.getElementById(id);
}

/** Changes a text only if it differs, so that selections and screen readers are not disturbed. */
export function setText(node, text) {
	const wanted = String(text ?? "");
	if (node.textContent !== wanted) {
		node.textContent = wanted;
	}
}

/** Puts texts into the parts of an element. Each text is given under the name of its part. */
export function fill(root, texts) {
	for (const [name, text] of Object.entries(texts)) {
		setText(field(root, name), text);
	}
}

/** Returns the part of an element that has the given name. */
export function field(root, name) {
	return root.querySelector(`[data-field="${name}"]`);
}

/** Returns the button of an element that has the given action. */
export function button(root, action) {
	return root.querySelector(`[data-action="${action}"]`);
}

/** Shows a state as a word in a colour. */
export function setPill(node, text, tone) {
	setText(node, text);
	if (node.dataset.tone !== tone) {
		node.dataset.tone = tone;
	}
}

/**
 * Shows a list of items. The elements of items that are still in the list are kept, so that the focus stays where it is.
 * `create` sets up a new element once.
 */
export function showList(parent, template, items, { key, show, create = () => {} }) {
	const present = new Map([...parent.children].map((child) => [child.dataset.key, child]));
	let before = null;
	for (const item of items) {
		const id = String(key(item));
		const node = present.get(id) ?? newElement(template, id, item, create);
		present.delete(id);
		show(node, item);
		const place = before ? before.nextElementSibling : parent.firstElementChild;
		if (node !== place) {
			parent.insertBefore(node, place);
		}
		before = node;
	}
	present.forEach((node) => {
		leave(node);
		node.remove();
	});
}

/** Hides an element, or shows it. */
export function hide(node, hidden) {
	if (hidden && !node.hidden) {
		leave(node);
	}
	node.hidden = hidden;
}

/** Moves the focus from a part that disappears to the next title above it. Otherwise the focus would be lost. */
function leave(node) {
	if (node.contains(document.activeElement)) {
		const title = node.parentElement.closest("section")?.querySelector("h2") ?? document.querySelector("h1");
		title.tabIndex = -1;
		title.focus();
	}
}

function newElement(template, id, item, create) {
	const node = byId(template).content.firstElementChild.cloneNode(true);
	node.dataset.key = id;
	create(node, item);
	return node;
}
