/**
 * Owns deciding about what is hidden without leaving the editor: the page of it in a dialog, and a
 * selection hidden on the spot. What can be decided, and in which words, is the server's.
 */

const LONGEST = 200;
const OPPOSITE = { take_back: "hide_again", hide_again: "take_back", hide: "take_back" };
const areKeysOn = () => "keysOn" in document.documentElement.dataset;
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

/** Decide, and offer the way back beside what was said. */
async function decide(autosave, choice) {
  const result = await autosave.choose(choice);
  const back = result.said && OPPOSITE[choice.decision];
  if (!back) return result;
  const undo = make("button", { type: "button", className: "button link", textContent: "Undo" });
  const value = back === "take_back" ? choice.value : "";
  undo.addEventListener("click", () => decide(autosave, { decision: back, name: result.name, value }));
  autosave.status.append(" ", undo);
  return result;
}

/** Read the button that was pressed, as in "take_back:EMAIL-1", and what was typed beside it. */
function choiceOf(button) {
  const [decision, ...rest] = button.value.split(":");
  const isNamed = ["take_back", "hide_again"].includes(decision);
  const about = rest.join(":");
  const box = button.closest("form, li");
  const typed = box.querySelector('[name^="value"]')?.value ?? "";
  const kind = box.querySelector('[name="kind"]')?.value ?? "";
  return { decision, name: isNamed ? about : "", value: typed || (isNamed ? "" : about), kind };
}

/** What a link or a button beside a field is about: an id on the page of what is hidden. */
const partOf = (from) => from.hash?.slice(1) ?? from.value.slice("hidden:".length);

/** Show a part of the page of what is hidden. from: what was pressed, to come back to. */
export async function open(autosave, from, id = partOf(from)) {
  if (document.documentElement.hasAttribute("aria-busy")) return;
  const address = document.querySelector("[data-hidden-page]").href.split("#")[0];
  const selected = getSelection().toString().trim();
  document.documentElement.ariaBusy = "true"; // so that keys pressed meanwhile open no other
  await autosave.save();
  const answer = await fetch(address).catch(() => null);
  document.documentElement.ariaBusy = null;
  if (!answer) return autosave.say("Offline - what is hidden cannot be shown, your words are kept in this tab");
  if (!answer.ok || answer.redirected) return location.assign(`${address}#${id}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const dialog = dialogOf(page.getElementById(id) ?? page.getElementById("more"));
  const value = dialog.querySelector('[name="value"]');
  if (value && selected.length <= LONGEST) value.value = selected;
  run(autosave, dialog, from);
}

function dialogOf(part) {
  const title = part.querySelector("h2");
  const words = title?.textContent ?? "What is hidden";
  title?.remove();
  const dialog = make("dialog", { ariaLabel: words });
  dialog.innerHTML = '<div class="dialog-head"><h2></h2><form method="dialog"><button class="button link">Close</button></form></div><p class="field-error" role="alert" hidden></p>';
  dialog.querySelector("h2").textContent = words;
  const box = make("div", { className: "hidden-part" });
  const list = make("ul", { className: "plain-list changes" });
  if (part.matches("li")) list.append(part);
  box.append(part.matches("li") ? list : part);
  dialog.append(box);
  return dialog;
}

function run(autosave, dialog, from) {
  const item = from.closest("[data-item]");
  const act = async (event, button) => {
    if (!button?.value) return;
    event.preventDefault();
    const result = await decide(autosave, choiceOf(button));
    const error = dialog.querySelector(".field-error[role]");
    error.textContent = result.message ?? "Nothing was changed: what is written here could not be saved.";
    error.hidden = Boolean(result.said);
    if (!result.said) return;
    dialog.close();
    autosave.status.append(...autosave.status.childNodes); // said once more: behind a dialog nobody hears it
    // Its text is not known any more: the page asks for it now.
    if (result.still?.length) open(autosave, from, result.name);
  };
  dialog.addEventListener("submit", (event) => act(event, event.submitter));
  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest('[name="do"]');
    if (button && !button.form) act(new Event("click"), button);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (document.activeElement === document.body) (from.isConnected ? from : item?.querySelector("input, textarea, select"))?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("input:not([type=hidden])") ?? dialog.querySelector('[name="do"]'))?.focus();
}

/** What is selected in a field, when it can be hidden. */
function selectedIn(control) {
  if (!control?.matches('textarea, input[type="text"]') || !control.closest("[data-item]")) return "";
  const text = control.value.slice(control.selectionStart, control.selectionEnd).trim();
  return text.length <= LONGEST && /[\p{L}\p{N}]/u.test(text) ? text : "";
}

async function hideSelected(autosave, control) {
  const value = selectedIn(control);
  const start = control.selectionStart;
  const result = await decide(autosave, { decision: "hide", value, kind: "hidden" });
  control.focus();
  if (result.said) control.setSelectionRange(...Array(2).fill(start + result.name.length + 2));
}

/** Offer to hide what is selected, right after the field, so that one Tab leads there. */
function offer(autosave, button) {
  const control = document.activeElement;
  if (control === button) return;
  const value = autosave.form.contains(control) && selectedIn(control);
  if (!value) return button.remove();
  button.firstChild.data = `Hide \u201c${value.length > 24 ? `${value.slice(0, 23)}\u2026` : value}\u201d `;
  if (control.nextSibling !== button) control.after(button);
}

export function attach(root) {
  for (const { autosave } of root.querySelectorAll("form[data-autosave]")) {
    const button = make("button", { type: "button", className: "button secondary small hide-selected", textContent: " " });
    button.append(make("kbd", { className: "key", textContent: "F2", ariaHidden: "true" }));
    button.addEventListener("click", () => {
      const control = button.previousElementSibling;
      hideSelected(autosave, control).then(() => button.remove());
    });
    root.addEventListener("selectionchange", () => offer(autosave, button));
    autosave.form.addEventListener("focusout", () => setTimeout(() => offer(autosave, button)));
    autosave.form.addEventListener("keydown", (event) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.isComposing;
      if (event.key !== "F2" || !isPlain || !areKeysOn() || !selectedIn(event.target)) return;
      event.preventDefault();
      hideSelected(autosave, event.target);
    });
  }
}

attach(document);
