/** Owns the offer to move a long paste from a text field into the logs. Does not move anything by itself. */

const MANY_LINES = 20;
const MANY_CHARACTERS = 2000;

function offer(field, box, text, before) {
  const lines = text.trimEnd().split("\n").length;
  const after = field.value;
  const note = Object.assign(document.createElement("p"), { className: "callout note" });
  note.setAttribute("role", "status");
  note.append(`That looks like a log of ${lines} lines. `);
  for (const [label, act] of [
    ["Attach as a log", () => {
      const isTaken = box.dispatchEvent(new CustomEvent("escalator:add-row", { detail: { text }, cancelable: true }));
      if (!isTaken) return;
      field.value = field.value === after ? before : field.value.replace(text, "");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }],
    ["Leave it here", () => {}],
  ]) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button secondary small", textContent: label });
    button.addEventListener("click", () => { act(); note.remove(); field.focus(); });
    note.append(button);
  }
  field.parentElement.querySelector(":scope > .callout.note")?.remove();
  field.after(note);
}

export function attach(root) {
  root.addEventListener("paste", (event) => {
    const field = event.target.closest?.("textarea[data-paste-log]");
    const box = field && root.querySelector(`[data-rows="${CSS.escape(field.dataset.pasteLog)}"]`);
    const text = event.clipboardData?.getData("text/plain").replaceAll("\r\n", "\n") ?? "";
    if (!box || (text.length < MANY_CHARACTERS && text.split("\n").length < MANY_LINES)) return;
    const before = field.value;
    setTimeout(() => offer(field, box, text, before));
  });
}

attach(document);
