/** Owns sending a form once, not leaving with words unsent, and showing first what was refused. */

const PATIENCE = 8000; // an answer may be a download, after which the page stays

const unsent = new Set();
const sending = new Set();

function send(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (sending.has(form)) return event.preventDefault();
  sending.add(form);
  unsent.delete(form);
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), PATIENCE);
}

function release(form) {
  sending.delete(form);
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

export function attach(root) {
  root.addEventListener("submit", send);
  root.addEventListener("input", ({ target }) => target.form?.matches("[data-guard]") && unsent.add(target.form));
  addEventListener("pageshow", () => sending.forEach(release));
  addEventListener("beforeunload", (event) => unsent.size && event.preventDefault());
  if (!location.hash) root.querySelector("[data-error-summary]")?.focus();
  root.addEventListener("click", ({ target }) => {
    root.querySelectorAll("details[data-menu][open]").forEach((menu) => menu.contains(target) || menu.removeAttribute("open"));
  });
}

attach(document);
