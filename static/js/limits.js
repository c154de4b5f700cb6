/** Owns telling how much of a field's limit is left, once it comes near. Cuts nothing off. */

const NEAR = 0.8;

function tell(field) {
  const note = document.querySelector(`[data-limit-of="${CSS.escape(field.id)}"]`);
  if (!note) return;
  const limit = Number(note.dataset.limit);
  const left = limit - field.value.length;
  note.classList.toggle("over", left < 0);
  if (field.value.length < limit * NEAR) return;
  note.hidden = false;
  note.textContent = left < 0 ? `${(-left).toLocaleString("en-GB")} characters too many` : `${left.toLocaleString("en-GB")} characters left`;
}

export function attach(root) {
  root.addEventListener("input", ({ target }) => target.matches("input, textarea") && target.id && tell(target));
}

attach(document);
