// The checked text: from the list to the mark, from the mark to the list, and on with j and k.
// Without this script rows and marks are links that lead to the same places.
(function () {
  "use strict";
  const $$ = (selector) => Array.from(document.querySelectorAll(selector));
  const NUMBERED = "a.m.wrong[id], a.m.hint[id]";

  // One finding is lit everywhere: its marks, the figures of its sum, its row.
  function light(numbers, mark) {
    $$(".lit").forEach((one) => one.classList.remove("lit"));
    numbers.forEach((number) => $$(`a.m[data-numbers~="${number}"], a.go[data-number="${number}"]`).forEach((one) => one.classList.add("lit")));
    if (mark) { mark.classList.add("lit"); $$(`a.go[data-to="${mark.id}"]`).forEach((one) => one.classList.add("lit")); }
    const row = document.querySelector("a.go.lit"), side = row && row.closest(".side");
    if (!side || getComputedStyle(side).position !== "sticky") return;
    const at = row.getBoundingClientRect(), view = side.getBoundingClientRect();
    if (at.top < view.top || at.bottom > view.bottom) side.scrollTop += at.top - view.top - view.height / 3;
  }
  const numbersOf = (mark) => (mark.dataset.numbers || "").split(" ").filter(Boolean);
  function go(mark, numbers) {
    for (let fold = mark.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    light(numbers || numbersOf(mark).slice(0, 1), mark);
  }
  function step(by) {
    const shown = $$(NUMBERED).filter((one) => one.querySelector(".no"));
    if (!shown.length) return;
    const now = shown.findIndex((one) => one === document.activeElement || one.classList.contains("current"));
    const next = shown[now < 0 ? (by > 0 ? 0 : shown.length - 1) : (now + by + shown.length) % shown.length];
    shown.forEach((one) => one.classList.toggle("current", one === next));
    go(next);
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const mark = event.target.closest("a.m"), row = event.target.closest("a.go"), button = event.target.closest("[data-step]");
    if (mark) { event.preventDefault(); light(numbersOf(mark), mark); }
    if (button) step(Number(button.dataset.step));
    const place = row && document.getElementById(row.dataset.to);
    if (place) { event.preventDefault(); go(place, row.dataset.number ? [row.dataset.number] : []); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !document.getElementById("checked")) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const arrows = event.target.matches("a.m, a.go, [data-step]");
    const by = event.key === "j" || (arrows && event.key === "ArrowDown") ? 1 : event.key === "k" || (arrows && event.key === "ArrowUp") ? -1 : 0;
    if (by) { event.preventDefault(); step(by); }
  });
  function ready() {
    $$("[data-steps]").forEach((one) => { one.hidden = false; });
    const place = /^#m\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (place) go(place);
  }

  // What is pasted and too long for a field travels as a file; a long text takes a while.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-paste]")) return;
    const area = form.querySelector("textarea"), file = form.querySelector("input[type=file]");
    if (area.value.length > 300000 && !file.files.length) {
      const carried = new DataTransfer();
      carried.items.add(new File([area.value], "粘贴的文字.txt", { type: "text/plain" }));
      file.files = carried.files; area.value = "";
    }
    form.querySelector(".busy").hidden = false;
  }, true);
  document.addEventListener("htmx:afterSettle", () => $$("[data-steps]").forEach((one) => { one.hidden = false; }));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
