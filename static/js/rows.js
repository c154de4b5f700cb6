/** Owns adding and removing rows of a repeated item without a reload. Does not save or judge. */

const rowsOf = (box) => [...box.querySelectorAll(":scope > [data-row-list] > [data-row]")];

/** Count the rows again after one came or went: names, ids, labels, buttons. */
function renumber(box) {
  const item = box.dataset.rows;
  rowsOf(box).forEach((row, i) => {
    const was = row.dataset.row;
    row.dataset.row = i;
    row.querySelector("[data-row-number]").textContent = i + 1;
    const remove = row.querySelector("[data-remove-row]");
    remove.value = `remove:${item}:${i}`;
    remove.querySelector("span").textContent = remove.querySelector("span").textContent.replace(/\d+|__n__/, i + 1);
    for (const element of row.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replaceAll(`${item}-${was}-`, `${item}-${i}-`));
      }
    }
  });
}

const changed = (box) => box.dispatchEvent(new Event("input", { bubbles: true }));

/** Add a row, filled with what is given; null when there are enough. */
function add(box, texts = {}) {
  if (rowsOf(box).length >= Number(box.dataset.max || Infinity)) {
    say(box, `${box.dataset.max} rows at most`);
    return null;
  }
  const row = box.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
  box.querySelector("[data-row-list]").append(row);
  renumber(box);
  for (const [column, text] of Object.entries(texts)) {
    row.querySelector(`[data-column="${column}"]`).querySelector("input, textarea, select").value = text;
  }
  say(box, `Row ${rowsOf(box).length} added`);
  return row;
}

function remove(box, row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const number = Number(row.dataset.row) + 1;
  const after = row.previousElementSibling;
  row.remove();
  renumber(box);
  const undo = Object.assign(document.createElement("button"), { type: "button", className: "button link", textContent: "Put it back" });
  undo.addEventListener("click", () => {
    after ? after.after(row) : box.querySelector("[data-row-list]").prepend(row);
    renumber(box);
    say(box, `Row ${number} is back`);
    row.querySelector("input, textarea, select").focus();
    changed(box);
  });
  say(box, `Row ${number} removed. `, undo);
  (next?.querySelector("[data-remove-row]") ?? box.querySelector("[data-add-row]")).focus();
  changed(box);
}

function say(box, ...words) {
  const status = box.querySelector("[data-row-status]");
  status.classList.toggle("visually-hidden", words.length < 2);
  status.replaceChildren(...words);
}

export function attach(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-row], [data-remove-row]");
    if (!button) return;
    event.preventDefault();
    const box = button.closest("[data-rows]");
    if (button.matches("[data-remove-row]")) return remove(box, button.closest("[data-row]"));
    add(box)?.querySelector("input, textarea, select").focus();
  });
  for (const box of root.querySelectorAll("[data-rows]")) {
    box.addEventListener("escalator:add-row", (event) => {
      if (add(box, event.detail) === null) event.preventDefault();
      else if (Object.keys(event.detail).length) changed(box);
    });
  }
}

attach(document);
