/** Owns showing what is already open on a ticket while it is being typed. Without it, Start shows it. */

const WAIT = 400; // milliseconds after the last key

/** Ask for the list and put it in its place; what came too late or was refused changes nothing. */
async function look(place, form, signal) {
  const answer = await fetch(place.dataset.alreadyOpen, { method: "POST", body: new FormData(form), signal }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const found = await answer.text();
  if (!signal.aborted && place.innerHTML.trim() !== found.trim()) place.innerHTML = found; // the server's own, escaped there
}

export function attach(root) {
  const place = root.querySelector("[data-already-open]");
  const form = place?.closest("form");
  if (!form) return;
  let timer = 0;
  let asked = new AbortController();
  form.addEventListener("input", ({ target }) => {
    if (target.name !== "ticket") return;
    clearTimeout(timer);
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    timer = setTimeout(() => look(place, form, signal), WAIT);
  });
}

attach(document);
