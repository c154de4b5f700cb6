/** Owns opening a dialog in place of the page that a link leads to. Without it the link is a link. */

export function attach(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog]");
    const dialog = link && root.getElementById(link.dataset.dialog);
    if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.focus(); // a key opened it: closing gives the focus back to where the key stands for
    dialog.showModal();
    dialog.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
}

attach(document);
