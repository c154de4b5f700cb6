/**
 * Owns single keys. A key presses the [data-key] element in reach; other modules hear it as
 * "escalator:key" on document and name theirs when asked by "escalator:keys".
 */

const isTyping = (target) =>
  target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit])");

const reach = () => document.querySelector("dialog[open]") ?? document;

function labelOf(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((key) => key.remove());
  return element.dataset.keyWords ?? copy.textContent.trim();
}

/** Every key of this page with what it does. */
function keysHere() {
  const keys = new Map([...document.querySelectorAll("[data-key]")].map((element) => [element.dataset.key, labelOf(element)]));
  document.dispatchEvent(new CustomEvent("escalator:keys", { detail: keys }));
  return keys.set("?", "Show this list");
}

function list() {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "Keys of this page");
  dialog.innerHTML = '<div class="dialog-head"><h2>Keys of this page</h2><form method="dialog"><button class="button link">Close</button></form></div><dl class="facts"></dl><p class="quiet">You can switch them off in your settings.</p>';
  for (const [key, words] of keysHere()) {
    const pair = document.createElement("div");
    const term = document.createElement("dt");
    term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    pair.append(term, Object.assign(document.createElement("dd"), { textContent: words }));
    dialog.querySelector("dl").append(pair);
  }
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Do what the key stands for; tell whether it stands for anything. */
function press(key) {
  if (key === "?") return list() ?? true;
  const element = [...reach().querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((each) => each.checkVisibility());
  if (element) return element.click() ?? true;
  return !document.dispatchEvent(new CustomEvent("escalator:key", { detail: { key, reach: reach() }, cancelable: true }));
}

export function attach(root) {
  if (root.body.dataset.shortcuts === "off") return;
  root.documentElement.dataset.keysOn = "";
  root.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.getModifierState("AltGraph");
    if (!isPlain || event.isComposing || event.repeat || event.defaultPrevented || event.key.length !== 1) return;
    if (!isTyping(event.target) && press(event.key)) event.preventDefault();
  });
}

attach(document);
