/** Owns copying text with one press. The buttons appear only where the browser can copy. */

async function textOf(button) {
  if (button.dataset.copyUrl) return (await fetch(button.dataset.copyUrl)).text();
  const source = document.querySelector(button.dataset.copy);
  return source.value ?? source.innerText;
}

async function copy(button) {
  const label = button.textContent;
  button.setAttribute("aria-live", "polite");
  try {
    await navigator.clipboard.writeText(await textOf(button));
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not copied: select and copy it";
  }
  setTimeout(() => { button.textContent = label; }, 2500);
}

export function attach(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

attach(document);
