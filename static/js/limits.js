/** Owns telling how much of a field's limit is left, once it comes near. Cuts nothing off. */

const NEAR = 0.2; // of the limit is left

/** Make the place for a short field's limit, not named before. */
function make(field) {
  const foot = field.closest("[data-item]")?.querySelector("[data-short]");
  if (!foot || field.name.startsWith("na_")) return null;
  const note = Object.assign(document.createElement("p"), { className: "limit", id: `${field.id}-limit` });
  note.dataset.limit = foot.dataset.short;
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${note.id}`);
  return foot.appendChild(note);
}

function tell(field) {
  const note = document.getElementById(`${field.id}-limit`) ?? make(field);
  if (!note) return;
  const { limit } = note.dataset;
  const left = limit - field.value.length;
  note.classList.toggle("over", left < 0);
  if (left > limit * NEAR) return;
  note.textContent = `${Math.abs(left).toLocaleString("en-GB")} characters ${left < 0 ? "too many" : "left"}`;
}

export function attach(root) {
  root.addEventListener("input", ({ target }) => target.matches("input, textarea") && target.id && tell(target));
}

attach(document);
