/**
 * Owns saving a packet's form while it is typed, and keeping words in this tab until they are saved.
 *
 * Judges nothing: gaps, priority and preview come back from the server, scrubbed text too.
 */

const PAUSE = 1000;
const RETRIES = [5000, 10000, 30000];
const LARGEST_FLUSH = 60000; // a page that goes away may send 64 kB
const APART = ["people", "target", "priority", "priority_rationale"]; // beside the answers, not among them

const byId = (id) => document.getElementById(id);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const count = (gaps) => (gaps === 1 ? "1 gap" : `${gaps} gaps`);
const rowsOf = (item) => [...item.querySelectorAll("[data-row-list] > [data-row]")];
const named = (item, name) => [...item.querySelectorAll(`[name="${name}"]`)];

function readRow(item, row) {
  const start = `${item.dataset.item}-${row.dataset.row}-`;
  const filled = [...row.querySelectorAll(`[name^="${start}"]`)].filter((control) => control.value.trim());
  return Object.fromEntries(filled.map((control) => [control.name.slice(start.length), control.value]));
}

const filledRows = (item) => rowsOf(item).filter((row) => Object.keys(readRow(item, row)).length);

/** An item's answer as JSON, null when there is none. Empty rows do not count. */
function read(item) {
  const { item: name, widget } = item.dataset;
  if (widget === "rows") {
    const rows = filledRows(item).map((row) => readRow(item, row));
    return rows.length ? rows : null;
  }
  const values = named(item, name)
    .filter((control) => !/radio|checkbox/.test(control.type) || control.checked)
    .map((control) => control.value)
    .filter((value) => value.trim());
  if (!values.length) return null;
  if (widget === "choices") return values;
  return widget === "number" && /^\s*\d+\s*$/.test(values[0]) ? Number(values[0]) : values[0];
}

/** Put an answer into its controls; rows.js adds the rows that are wanting. */
function write(item, value) {
  const { item: name, widget } = item.dataset;
  if (widget !== "rows") {
    for (const control of named(item, name)) {
      if (/radio|checkbox/.test(control.type)) control.checked = [value].flat().includes(control.value);
      else control.value = value ?? "";
    }
    return;
  }
  const wanted = value ?? [];
  const missing = wanted.length - rowsOf(item).length;
  for (let i = 0; i < missing; i++) item.querySelector("[data-rows]").dispatchEvent(new CustomEvent("escalator:add-row", { detail: {} }));
  const filled = filledRows(item);
  const rows = filled.length === wanted.length ? filled : rowsOf(item);
  wanted.forEach((texts, i) => {
    for (const [column, text] of Object.entries(texts)) {
      named(item, `${name}-${rows[i]?.dataset.row}-${column}`).forEach((control) => { control.value = text; });
    }
  });
}

/** Why an item is not available; null when it is not marked so. */
const readAbsence = (name) => (byId(`na-${name}`)?.checked ? byId(`na_reason-${name}`).value : null);

class Autosave {
  constructor(form) {
    this.form = form;
    this.key = `escalator:${form.dataset.keep}`;
    this.changed = new Set(); // names of items typed in since they were last sent
    this.hidden = new Map(); // item name -> its scrubbed answer, to be shown once the person has left it
    this.typed = []; // answers as they were before something in them was hidden, the latest last
    this.tries = 0;
    form.autosave = this;
    this.status = form.querySelector("[data-save-status]");
    this.offer();
    form.addEventListener("input", ({ target }) => this.touch(target.closest("[data-item]")));
    form.addEventListener("focusout", () => setTimeout(() => this.showHidden()));
    form.addEventListener("submit", () => this.leave());
    this.load();
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.flush());
    addEventListener("beforeunload", (event) => this.isFull && this.changed.size && event.preventDefault());
  }

  /** Load what is needed only by somebody who writes, or who asks about what is hidden. */
  load() {
    const later = this.form.dataset.later?.split(" ") ?? [];
    this.form.addEventListener("focusin", () => later.forEach((url) => import(url)), { once: true });
    document.addEventListener("click", (event) => {
      const from = event.target.closest("[data-hidden] button, [data-hidden-page]");
      if (!from || !later[0] || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      import(later[0]).then(({ open }) => open(this, from), () => this.say("Offline - what is hidden cannot be shown"));
    });
  }

  item(name) {
    return this.form.querySelector(`[data-item="${name}"]`);
  }

  labels(names) {
    return names.map((name) => this.item(name).querySelector(".field-label").firstChild.textContent.trim()).join(", ");
  }

  touch(item) {
    if (!item) return;
    this.changed.add(item.dataset.item);
    this.isLeaving = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /** What changed, as the server takes it. */
  body() {
    const body = { version: Number(this.form.elements.version.value), answers: {}, not_available: {} };
    for (const name of this.changed) {
      const value = read(this.item(name));
      if (name === "people") body.people = (value ?? "").split(/[\n,;]/).map((one) => one.trim()).filter(Boolean);
      else if (APART.includes(name)) body[name] = value ?? "";
      else {
        body.answers[name] = value;
        if (byId(`na-${name}`)) body.not_available[name] = readAbsence(name);
      }
    }
    return body;
  }

  /** Keep unsaved words in this tab, those on offer included. isSent: they may yet have arrived. */
  keep(isSent = false) {
    const { kept } = this;
    if (!this.changed.size && !kept) return sessionStorage.removeItem(this.key);
    const body = this.body();
    const answers = { ...kept?.answers, ...body.answers };
    const absences = { ...kept?.not_available, ...body.not_available };
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ ...body, answers, not_available: absences, isSent }));
      this.isFull = false;
    } catch {
      this.isFull = true;
    }
  }

  /** Decide about something hidden; gives the server's answer, {} when there was none. */
  async choose(choice) {
    while (this.isSaving) await new Promise((done) => setTimeout(done, 50));
    // Long texts stay in their boxes as they were typed.
    const held = [...this.form.querySelectorAll('[data-widget="rows"]')].map((item) => ({ [item.dataset.item]: read(item) }));
    return (await this.save({ ...choice, typed: [...this.typed, ...held] })) ?? {};
  }

  async save(choice) {
    this.keep();
    if ((!this.changed.size && !choice) || this.isHalted || this.isLeaving) return;
    if (this.isSaving) return this.touch(this.item([...this.changed][0]));
    clearTimeout(this.timer);
    const sent = { ...this.body(), choice };
    const names = [...this.changed];
    this.changed.clear();
    this.isSaving = this.status.dataset.saving = true;
    let result;
    try {
      const answer = await this.send(sent);
      result = await answer.json().catch(() => ({}));
      if (answer.ok) this.take(sent, result);
      else if (choice && answer.status === 422) this.refuseChoice(names, result);
      else this.refuse(names, answer.status, result);
    } catch {
      this.retry(names, "Offline");
    }
    this.isSaving = false;
    delete this.status.dataset.saving;
    return result;
  }

  send(body, options) {
    const { csrf_token: token } = this.form.elements;
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token.value };
    return fetch(this.form.dataset.autosave, { method: "POST", headers, body: JSON.stringify(body), ...options });
  }

  /** The form itself carries the words now: a save behind its back would only be late. */
  leave() {
    this.keep(true);
    clearTimeout(this.timer);
    this.isLeaving = true;
  }

  /** The page goes away: one last try, and the tab keeps the words in case it fails. */
  flush() {
    if (this.isLeaving) return;
    const body = this.body();
    const isTried = this.changed.size && !this.isHalted && JSON.stringify(body).length < LARGEST_FLUSH;
    this.keep(isTried);
    if (isTried) this.send(body, { keepalive: true }).catch(() => this.keep());
  }

  take(sent, result) {
    this.tries = 0;
    this.form.elements.version.value = result.version;
    const names = Object.keys(result.answers ?? {});
    for (const name of names) this.hidden.set(name, { answer: result.answers[name], sent: sent.answers[name] });
    this.showHidden(result.said);
    this.keep();
    const said = result.said ?? (names.length ? `Personal data is hidden in: ${this.labels(names)}` : "");
    this.say(`Saved ${result.saved_at}${said && `. ${said}`}`);
    show(this.form, result);
  }

  /** Replace words with their scrubbed form, except where the person is typing or has typed on. */
  showHidden(isAsked) {
    for (const [name, { answer, sent }] of this.hidden) {
      const item = this.item(name);
      if (!isAsked && item.contains(document.activeElement)) continue;
      const now = read(item);
      if (sent === undefined ? !this.changed.has(name) : same(now, sent)) {
        this.typed = [...this.typed, { [name]: now }].slice(-20);
        write(item, answer);
      }
      this.hidden.delete(name);
    }
  }

  unsaved(names, what, label, href) {
    names.forEach((name) => this.changed.add(name));
    this.keep();
    this.say(`${what} - ${this.isFull ? "too much to keep in this tab, so leave it open" : "kept in this tab"}`, label, href);
  }

  retry(names, what) {
    this.unsaved(names, what);
    this.timer = setTimeout(() => this.save(), RETRIES[Math.min(this.tries++, 2)]);
  }

  refuse(names, status, { message, limit }) {
    const here = location.pathname + location.search;
    const refusals = {
      400: ["This page is too old to save from", "Open it again", here],
      401: ["You are signed out", "Sign in", `/sign-in?next=${encodeURIComponent(here)}`],
      404: ["This packet is not yours to write any more"],
      409: [message ?? "Someone changed this packet", "Open it as it is now", here],
      413: [`Too large to save, ${Math.floor(limit / 1e6)} MB at most`],
      422: [message],
    };
    if (!refusals[status]) return this.retry(names, "Not saved, trying again");
    this.isHalted = status < 410;
    this.unsaved(names, ...refusals[status]);
  }

  /** Only what was decided is refused: what was typed is saved as ever. */
  refuseChoice(names, { message }) {
    names.forEach((name) => this.touch(this.item(name)));
    this.say(message);
  }

  say(text, label = "", href = "") {
    this.status.classList.toggle("trouble", !text.startsWith("Saved"));
    if (this.status.textContent === text) return;
    this.status.textContent = text;
    if (href) this.status.append(" ", Object.assign(document.createElement("a"), { href, textContent: label }));
  }

  /** Offer what an earlier visit of this tab could not save. */
  offer() {
    const kept = JSON.parse(sessionStorage.getItem(this.key));
    if (!kept) return;
    const differs = (name) => this.item(name) && !(same(read(this.item(name)), kept.answers[name]) && (kept.not_available[name] ?? null) === readAbsence(name));
    const names = Object.keys(kept.answers).filter(differs);
    const hasArrived = kept.isSent && this.form.elements.version.value > kept.version;
    if (hasArrived || !names.length) return sessionStorage.removeItem(this.key);
    this.kept = kept;
    const panel = document.createElement("div");
    panel.className = "callout caution";
    panel.setAttribute("role", "status");
    panel.innerHTML = '<div><p class="callout-title">This tab kept words that were not saved</p><p></p><p class="actions"><button type="button" class="button small">Put them back</button><button type="button" class="button secondary small">Discard them</button></p></div>';
    panel.querySelectorAll("p")[1].textContent = `In: ${this.labels(names)}. Putting them back replaces what stands there now.`;
    panel.querySelectorAll("button").forEach((button, i) => button.addEventListener("click", () => {
      this.kept = null;
      panel.remove();
      if (i === 0) names.forEach((name) => this.restore(name, kept));
      this.save();
    }));
    this.form.prepend(panel);
  }

  restore(name, { answers, not_available: absences }) {
    write(this.item(name), answers[name]);
    if (byId(`na-${name}`)) {
      byId(`na-${name}`).checked = typeof absences[name] === "string";
      byId(`na_reason-${name}`).value = absences[name] ?? "";
    }
    this.changed.add(name);
  }
}

/** Show the server's verdict: rail, line, priority, preview, and which errors are mended. */
function show(form, { gaps = [], sections = [], line, progress, priority, preview_html: preview, beside, hidden_words: hidden, same_error_html: same }) {
  const all = (selector, use) => document.querySelectorAll(selector).forEach(use);
  for (const { name, gap_count: gapCount, words } of sections) {
    all(`[data-rail] [data-section="${name}"]`, (entry) => entry.classList.toggle("complete", !gapCount));
    all(`[data-rail] [data-section="${name}"] > span`, (state) => { state.textContent = words; });
    all(`.line-bar [data-section="${name}"]`, (part) => part.classList.toggle("open", gapCount > 0));
  }
  const { state, words } = line ?? (gaps.length ? { state: "stopped", words: `Stopped: ${count(gaps.length)}` } : { state: "go", words: "May run: no gaps" });
  all("[data-line]", (bar) => { bar.className = `line ${state}`; });
  all("[data-line-words]", (place) => { place.textContent = words; });
  if (progress) all("[data-progress]", (place) => { place.textContent = `${progress.complete} of ${progress.total} sections complete - not submitted yet`; });
  if (priority) {
    all(".packet-head .priority", (tag) => { tag.className = `priority ${priority.level.toLowerCase()}`; tag.lastChild.nodeValue = priority.level; });
    all("[data-priority-level]", (place) => { place.textContent = priority.level; });
    all("[data-priority-reason]", (place) => { place.textContent = priority.reason; });
  }
  if (beside) form.querySelectorAll("[data-item]").forEach((item) => showBeside(item, beside[item.dataset.item] ?? ""));
  all("[data-hidden-words]", (place) => { place.textContent = hidden || "nothing"; });
  if (same !== undefined) all("[data-same-error]", (place) => { if ((place.shown ?? place.innerHTML.trim()) !== same) place.innerHTML = place.shown = same; });
  if (preview) all("[data-preview]", (place) => { place.innerHTML = preview; });
  gaps.forEach(({ item }) => demand(form.querySelector(`[data-item="${CSS.escape(item)}"]`)));
  mend(form, new Set(gaps.map((gap) => anchor(form, gap))));
}

/** What the packet needs by now is no longer folded away, nor called optional. */
function demand(item) {
  item?.closest("details.more")?.setAttribute("open", "");
  item?.querySelector(".field-label > .optional")?.remove();
}

/** Show what is hidden in a field beside it. */
function showBeside(item, html) {
  if (item.beside === html) return;
  item.beside = html;
  item.querySelector("[data-hidden]")?.remove();
  const foot = item.querySelector(":scope > .field-foot");
  if (foot) foot.insertAdjacentHTML("beforebegin", html);
  else item.insertAdjacentHTML("beforeend", html);
}

/** The id of the control that a gap is about; the server counts rows without the empty ones. */
function anchor(form, { item: name, place }) {
  if (!place) return name;
  const [index, ...column] = place.split(".");
  const item = form.querySelector(`[data-item="${name}"]`);
  return [name, filledRows(item)[index]?.dataset.row ?? index, ...column].join("-");
}

/** Take away the errors that are mended; new ones wait until the person asks. */
function mend(form, open) {
  for (const error of form.querySelectorAll(".field-error[id]")) {
    const id = error.id.slice(0, -"-error".length);
    if (open.has(id.replace("na_reason-", ""))) continue;
    byId(id)?.removeAttribute("aria-invalid");
    error.closest(".has-error")?.classList.remove("has-error");
    error.remove();
  }
  for (const summary of document.querySelectorAll("[data-error-summary]")) {
    summary.querySelectorAll("li a").forEach((link) => open.has(link.hash.slice(1)) || link.closest("li").remove());
    const left = summary.querySelectorAll("li").length;
    summary.querySelector("h2").textContent = left === 1 ? "There is 1 gap" : `There are ${left} gaps`;
    summary.hidden = !left;
  }
}

export function attach(root) {
  root.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
}

attach(document);
