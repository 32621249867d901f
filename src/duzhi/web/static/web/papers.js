// Writing a paragraph: figures are chips that cannot be typed into; what is sent is the text with its tokens.
// Without this script the text area with the tokens is there as it is.
(function () {
  "use strict";
  const TOKEN = /\{([^{}]*)\}/g;

  function dictionary(form) {
    const words = new Map();
    form.querySelectorAll(".chips [data-token]").forEach((one) => words.set(one.dataset.token, one.textContent));
    return words;
  }
  function chip(token, words) {
    const made = document.createElement("span");
    made.className = words.has(token) ? "chip" : "chip bad";
    made.contentEditable = "false";
    made.dataset.token = token;
    made.title = token;
    made.textContent = words.get(token) || "{" + token + "}";
    return made;
  }
  function fill(place, text, words) {
    place.replaceChildren();
    let at = 0;
    text.replace(TOKEN, (whole, token, start) => {
      if (start > at) place.append(text.slice(at, start));
      place.append(chip(token, words));
      at = start + whole.length;
      return whole;
    });
    if (at < text.length) place.append(text.slice(at));
  }
  function read(place) {
    let text = "";
    place.childNodes.forEach((node) => {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      else if (node.dataset && node.dataset.token !== undefined) text += "{" + node.dataset.token + "}";
      else text += read(node);
    });
    return text.replace(/\u00a0/g, " ");
  }
  function insert(place, node) {
    const chosen = window.getSelection();
    let range = chosen.rangeCount ? chosen.getRangeAt(0) : null;
    if (!range || !place.contains(range.commonAncestorContainer)) {
      range = document.createRange(); range.selectNodeContents(place); range.collapse(false);
    }
    range.deleteContents(); range.insertNode(node); range.setStartAfter(node); range.collapse(true);
    chosen.removeAllRanges(); chosen.addRange(range);
  }
  function start(root) {
    root.querySelectorAll("[data-chips]").forEach((area) => {
      if (area.dataset.started) return;
      area.dataset.started = "1";
      const form = area.closest("form"), words = dictionary(form);
      const place = document.createElement("div");
      place.className = "writing"; place.contentEditable = "true";
      place.setAttribute("role", "textbox"); place.setAttribute("aria-multiline", "false");
      place.setAttribute("aria-label", "正文");
      fill(place, area.value, words);
      area.hidden = true; area.required = false; area.after(place);
      const keep = () => { area.value = read(place); };
      place.addEventListener("input", keep);
      place.addEventListener("keydown", (event) => {
        if (event.key === "Enter") { event.preventDefault(); if (event.ctrlKey || event.metaKey) { keep(); form.requestSubmit(); } }
      });
      // A click on a chip puts the caret behind it: one cannot type inside.
      place.addEventListener("mousedown", (event) => {
        const hit = event.target.closest(".chip");
        if (!hit) return;
        event.preventDefault(); place.focus();
        const range = document.createRange(), chosen = window.getSelection();
        range.setStartAfter(hit); range.collapse(true);
        chosen.removeAllRanges(); chosen.addRange(range);
      });
      place.addEventListener("paste", (event) => {
        event.preventDefault();
        const text = event.clipboardData.getData("text/plain").replace(/\s*\n\s*/g, "");
        const made = document.createElement("span");
        fill(made, text, words);
        Array.from(made.childNodes).forEach((node) => insert(place, node));
        keep();
      });
      place.addEventListener("drop", (event) => event.preventDefault());
      const pick = form.querySelector("[data-insert]");
      if (pick) pick.addEventListener("change", () => {
        if (!pick.value) return;
        const unit = pick.selectedOptions[0].dataset.unit;
        insert(place, chip(pick.value, words));
        if (unit) insert(place, document.createTextNode(unit));
        pick.value = ""; keep(); place.focus();
      });
      form.addEventListener("submit", keep);
      form.querySelectorAll("[data-chips-show]").forEach((one) => fill(one, one.textContent, words));
      place.focus();
    });
  }
  // A double click on a paragraph opens it.
  document.addEventListener("dblclick", (event) => {
    const row = event.target.closest(".para");
    const pen = row && !event.target.closest(".edit") && row.querySelector(":scope > .pen > a.btn");
    if (pen) pen.click();
  });
  // Leaving with words that are not saved asks first.
  window.addEventListener("beforeunload", (event) => {
    const changed = Array.from(document.querySelectorAll("textarea[data-chips]")).some((area) => {
      const form = area.closest("form");
      return !form.dataset.sent && area.value !== area.defaultValue;
    });
    if (changed) event.preventDefault();
  });
  // A link to a number inside a folded chapter opens it.
  function unfold() {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const chapter = place && place.closest("details.chapter");
    if (chapter && !chapter.open) { chapter.open = true; place.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  // Something else than the form came back (a login that ran out, a fault): show it as a page, keep the paragraph.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const place = event.detail.target;
    if (!place || !place.matches(".para") || event.detail.serverResponse.includes('id="edit"')) return;
    event.detail.shouldSwap = false;
    location.href = event.detail.pathInfo.finalRequestPath;
  });
  document.addEventListener("htmx:afterSettle", (event) => start(event.target));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => { start(document); unfold(); });
  else { start(document); unfold(); }
})();
