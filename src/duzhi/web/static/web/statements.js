// A statement: its tree folds, a row that is open closes on the second click.
(function () {
  "use strict";
  const depth = (row) => Number(row.dataset.depth || 0);

  function fold(button) {
    const row = button.closest("tr");
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    for (let next = row.nextElementSibling, shut = Infinity; next; next = next.nextElementSibling) {
      if (next.matches(".opened")) { if (!open) next.remove(); continue; }
      if (depth(next) <= depth(row)) break;
      if (depth(next) <= shut) shut = Infinity;
      next.hidden = !open || shut !== Infinity;
      const inner = next.querySelector("[data-fold]");
      if (open && shut === Infinity && inner && inner.getAttribute("aria-expanded") !== "true") shut = depth(next);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fold]");
    if (button) fold(button);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.target.closest && event.target.closest("[data-opens]");
    if (!link) return;
    const row = link.closest("tr"), next = row.nextElementSibling;
    if (next && next.matches(".opened")) {
      event.preventDefault();
      next.remove();
      row.classList.remove("open");
      return;
    }
    row.classList.add("open");
  });
})();
