// Small behaviour of the frame; everything also works without it.
(function () {
  "use strict";
  const $$ = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // Pickers close on a click elsewhere or on Escape.
  document.addEventListener("click", (event) => {
    $$("details.pick[open]").forEach((one) => { if (!one.contains(event.target)) one.open = false; });
    const found = document.getElementById("found");
    if (found && !event.target.closest(".search")) found.replaceChildren();
    const toggle = event.target.closest("[data-toggles]");
    const rail = document.getElementById("rail");
    if (toggle) {
      const shown = document.getElementById(toggle.dataset.toggles).classList.toggle("shown");
      toggle.setAttribute("aria-expanded", String(shown));
    } else if (rail && rail.classList.contains("shown") && !rail.contains(event.target)) {
      rail.classList.remove("shown");
    }
    const copy = event.target.closest("[data-copy]");
    if (copy) copyText(copy);
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !typing) {
      const search = document.getElementById("search");
      if (search) { event.preventDefault(); search.focus(); }
    }
    if (event.key === "Escape") { $$("details.pick[open]").forEach((one) => { one.open = false; }); hide(); }
  });

  // Copy as text: the words of an element, or the ones given.
  function copyText(button) {
    const from = document.querySelector(button.dataset.copy);
    const text = button.dataset.text || (from ? from.innerText : "");
    const told = () => { const was = button.textContent; button.textContent = "已复制"; setTimeout(() => { button.textContent = was; }, 1500); };
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(told); return; }
    const area = document.createElement("textarea");
    area.value = text; document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); told();
  }

  // A form is sent once; the server answers a second sending like the first.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => $$("button", form).forEach((one) => { one.disabled = true; }), 0);
  });
  window.addEventListener("pageshow", () => $$("[data-once]").forEach((form) => {
    delete form.dataset.sent; $$("button", form).forEach((one) => { if (!one.dataset.off) one.disabled = false; });
  }));

  // Amounts are echoed in 大写.
  let typed;
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.dataset || !input.dataset.money) return;
    clearTimeout(typed);
    typed = setTimeout(() => words(input), 250);
  });
  function words(input) {
    const place = input.closest(".field").querySelector(".words");
    if (!input.value) { place.textContent = ""; return; }
    const query = new URLSearchParams({ amount: input.value, of: input.dataset.money });
    fetch("/words/?" + query).then((answer) => (answer.ok ? answer.text() : "")).then((text) => { place.textContent = text; });
  }

  // Choosing rows of a list.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-batch]");
    if (!form) return;
    if (event.target.matches("[data-all]")) $$("input[name=id]", form).forEach((one) => { one.checked = event.target.checked; });
    const count = form.querySelector("[data-count]");
    if (count) count.textContent = count.textContent.replace(/\d+/, $$("input[name=id]:checked", form).length);
  });

  // The card of a figure, or of a mark in a checked text, opens on hover and on focus.
  const CARDED = "a.fig[data-card], a.m";
  let card, wait, asked, of;
  function hide() { clearTimeout(wait); if (card) { card.remove(); card = null; of.removeAttribute("aria-describedby"); } }
  function show(link) {
    fetch(link.dataset.card || link.href, { headers: { "HX-Request": "true" } }).then((answer) => (answer.ok ? answer.text() : "")).then((html) => {
      hide();
      if (!html || !document.contains(link)) return;
      of = link;
      card = document.createElement("div");
      card.className = "hover"; card.id = "card-of"; card.setAttribute("role", "tooltip");
      link.setAttribute("aria-describedby", card.id); card.innerHTML = html;
      document.body.append(card);
      const at = link.getBoundingClientRect();
      const left = Math.max(12, Math.min(at.left + window.scrollX, document.documentElement.clientWidth - card.offsetWidth - 12));
      const below = at.bottom + card.offsetHeight + 12 < window.innerHeight;
      card.style.left = left + "px";
      card.style.top = (window.scrollY + (below ? at.bottom + 6 : at.top - card.offsetHeight - 6)) + "px";
      card.addEventListener("mouseleave", hide);
    });
  }
  function near(event) {
    const link = event.target.closest && event.target.closest(CARDED);
    if (link) { clearTimeout(wait); asked = link; wait = setTimeout(() => show(link), 280); }
  }
  // It closes when both pointer and focus have left its link, and the pointer the card.
  function far(event) {
    const link = event.target.closest && event.target.closest(CARDED);
    if (!link) return;
    if (link === asked && link !== document.activeElement) clearTimeout(wait);
    setTimeout(() => { if (card && of === link && !card.matches(":hover") && link !== document.activeElement) hide(); }, 200);
  }
  document.addEventListener("htmx:beforeSwap", hide);
  document.addEventListener("mouseover", near);
  document.addEventListener("focusin", near);
  document.addEventListener("mouseout", far);
  document.addEventListener("focusout", far);
})();

// Files dropped on a form go into its file input.
(function () {
  "use strict";
  // Where scripts run, the browser's own button (in the browser's own language) makes room for ours.
  const ready = () => document.querySelectorAll("[data-drop]").forEach((form) => form.classList.add("scripted"));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
  document.addEventListener("change", (event) => {
    const form = event.target.matches("[data-drop] input[type=file]") ? event.target.closest("[data-drop]") : null;
    const said = form && form.querySelector("[data-chosen]");
    if (!said) return;
    const names = Array.from(event.target.files, (one) => one.name);
    said.textContent = names.length > 3 ? names.slice(0, 3).join("、") + " 等 " + names.length + " 个" : names.join("、") || "还没有选文件";
  });
  const zone = (event) => (event.target.closest ? event.target.closest("[data-drop]") : null);
  document.addEventListener("dragover", (event) => { const form = zone(event); if (form) { event.preventDefault(); form.classList.add("over"); } });
  document.addEventListener("dragleave", (event) => { const form = zone(event); if (form && !form.contains(event.relatedTarget)) form.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    const form = zone(event);
    if (!form) return;
    event.preventDefault(); form.classList.remove("over");
    const input = form.querySelector("input[type=file]");
    if (input && event.dataTransfer.files.length) { input.files = event.dataTransfer.files; form.requestSubmit(); }
  });
})();
