/** Owns moving through a list of packets by key, and telling of new ones. Rows never move by themselves. */

const EVERY = 60000;
const rows = (root) => [...root.querySelectorAll("[data-queue] [data-row]")];

function move(step) {
  const all = rows(document);
  const now = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[now < 0 ? 0 : Math.min(Math.max(now + step, 0), all.length - 1)];
  next?.querySelector(".row-title").focus();
}

const KEYS = {
  j: ["Next packet", () => move(1)],
  k: ["Packet before", () => move(-1)],
  o: ["Open the packet", () => document.activeElement.closest("[data-row]")?.querySelector(".row-title").click()],
  "/": ["Search", () => document.querySelector("[data-search]")?.focus()],
};

/** Look whether packets came since this page was made, and say so above the list. */
async function look(list) {
  if (document.hidden) return;
  const answer = await fetch(list.dataset.queue || location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const known = new Set(rows(document).map((row) => row.dataset.row));
  const count = rows(page).filter((row) => !known.has(row.dataset.row)).length;
  const news = document.querySelector("[data-queue-news]");
  if (!news || !count) return;
  const link = Object.assign(document.createElement("a"), { href: location.href, textContent: "Show them" });
  news.replaceChildren(count === 1 ? "1 new packet. " : `${count} new packets. `, link);
}

export function attach(root) {
  root.addEventListener("escalator:keys", ({ detail }) => Object.entries(KEYS).forEach(([key, [words]]) => detail.set(key, words)));
  root.addEventListener("escalator:key", (event) => {
    const known = event.detail.reach === root && KEYS[event.detail.key];
    if (!known) return;
    known[1]();
    event.preventDefault();
  });
  const list = root.querySelector("[data-queue]");
  if (list && root.querySelector("[data-queue-news]")) setInterval(() => look(list), EVERY);
}

attach(document);
