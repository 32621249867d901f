// Draws the charts of a page: ECharts is fetched only where there is one, and once it is near.
(function () {
  "use strict";
  const NARROW = 520;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let library;

  function fetched(url) {
    if (window.echarts) return Promise.resolve(window.echarts);
    library = library || new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = () => done(window.echarts);
      script.onerror = failed;
      document.head.append(script);
    });
    return library;
  }

  const numbers = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 });
  const said = (unit) => (value) => (value === null || value === undefined ? "—" : numbers.format(Array.isArray(value) ? value[0] : value) + " " + unit);

  // What JSON cannot say: separators on axes and in tooltips, no motion where none is wanted.
  function finished(option, data) {
    const made = structuredClone(option);
    made.animation = !calm.matches && !window.matchMedia("print").matches;
    made.animationDuration = 250;
    if (made.tooltip) made.tooltip.valueFormatter = said(data.unit);
    [].concat(made.xAxis || [], made.yAxis || []).forEach((axis) => {
      if (axis.type === "value" && axis.axisLabel) axis.axisLabel.formatter = (value) => numbers.format(value);
    });
    return made;
  }

  function mount(figure) {
    if (figure.dataset.drawn) return;
    figure.dataset.drawn = "1";
    const place = figure.querySelector(".canvas");
    const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    fetched(figure.dataset.echarts).then((echarts) => {
      if (!document.contains(figure)) return;
      let chart, narrow;
      const draw = () => {
        const now = place.clientWidth < NARROW;
        if (!place.clientWidth) return;
        if (chart && now === narrow) { chart.resize(); return; }
        narrow = now;
        place.style.height = data.heights[narrow ? 1 : 0] + "px";
        if (!chart) {
          chart = echarts.init(place, null, { renderer: "canvas" });
          chart.on("click", (event) => { const url = data.leads[event.dataIndex]; if (url) window.location.assign(url); });
        }
        chart.resize();
        chart.setOption(finished(narrow ? data.narrow : data.wide, data), true);
      };
      figure.redraw = draw;
      figure.drop = () => { if (chart) chart.dispose(); };
      new ResizeObserver(draw).observe(place);
      draw();
    }).catch(() => { const table = figure.querySelector("details"); if (table) table.open = true; });
  }

  const near = new IntersectionObserver((seen) => seen.forEach((one) => {
    if (one.isIntersecting) { near.unobserve(one.target); mount(one.target); }
  }), { rootMargin: "200px" });

  function look(root) {
    if (root.matches && root.matches("[data-chart]")) near.observe(root);
    root.querySelectorAll("[data-chart]").forEach((figure) => near.observe(figure));
  }

  // Whoever prints or scrolls fast finds them drawn: the rest follows once the page is quiet.
  window.addEventListener("load", () => setTimeout(() => document.querySelectorAll("[data-chart]").forEach(mount), 600));
  window.addEventListener("beforeprint", () => document.querySelectorAll("[data-chart]").forEach((figure) => { mount(figure); if (figure.redraw) figure.redraw(); }));
  document.addEventListener("htmx:load", (event) => look(event.detail.elt));
  document.addEventListener("htmx:beforeCleanupElement", (event) => { if (event.detail.elt.drop) event.detail.elt.drop(); });
  look(document);
})();
