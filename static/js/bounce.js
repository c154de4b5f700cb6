/** Owns quick writing of a bounce: reason by number, items preselected by it, a preview of what S1 gets. */

const WORDS = "w"; // from the items, of which there are many, straight to what is wanted

const chosen = (charge) => charge.querySelector("[data-reason-key]:checked");
const labelOf = (control) => control.closest("label").querySelector("span").firstChild.textContent.trim();

/** Tick the items that this reason is usually about, except those the person decided. */
function preselect(charge) {
  const reason = chosen(charge)?.value;
  for (const tick of charge.querySelectorAll("[data-suggest]")) {
    if (!tick.dataset.decided) tick.checked = tick.dataset.suggest.split(" ").includes(reason);
  }
}

function make(tag, text, ...children) {
  const element = document.createElement(tag);
  element.append(text, ...children);
  return element;
}

function preview(form) {
  const box = form.querySelector("[data-bounce-preview]");
  const charges = [...form.querySelectorAll("[data-charge]")].filter(chosen);
  if (!box) return;
  box.hidden = !charges.length;
  const words = charges.flatMap((charge) => {
    const items = [...charge.querySelectorAll("[data-suggest]:checked")].map(labelOf);
    const reason = make("p", make("strong", labelOf(chosen(charge))), items.length ? `: ${items.join(", ")}` : "");
    return [reason, make("blockquote", charge.querySelector("textarea").value)];
  });
  const head = make("p", make("strong", box.dataset.by), " returned this");
  box.querySelector("[data-bounce-words]").replaceChildren(head, ...words);
}

function pressed(form, key) {
  const charges = [...form.querySelectorAll("[data-charge]")];
  const charge = charges.find((each) => each.contains(document.activeElement)) ?? charges.at(-1);
  if (key === WORDS && charge?.checkVisibility()) return charge.querySelector("textarea").focus() ?? true;
  const radio = charge?.querySelector(`[data-reason-key="${CSS.escape(key)}"]`);
  if (!radio?.checkVisibility()) return false;
  radio.click();
  const isTicked = charge.querySelector("[data-suggest]:checked");
  charge.querySelector(isTicked ? "textarea" : "[data-suggest]").focus();
  return true;
}

export function attach(root) {
  for (const form of root.querySelectorAll("form[data-bounce]")) {
    form.querySelectorAll("[data-suggest]:checked").forEach((tick) => { tick.dataset.decided = "yes"; });
    form.addEventListener("input", ({ target }) => {
      if (target.matches("[data-reason-key]")) preselect(target.closest("[data-charge]"));
      if (target.matches("[data-suggest]")) target.dataset.decided = "yes";
      preview(form);
    });
    root.addEventListener("escalator:keys", ({ detail }) => detail.set("1", "Choose the first reason, and so on").set(WORDS, "Say what would make it acceptable"));
    root.addEventListener("escalator:key", (event) => pressed(form, event.detail.key) && event.preventDefault());
    preview(form);
  }
}

attach(document);
