// Line charts as SVG: axes with labels, curves with error bars, one marked place, and the same numbers as a table.

const drawnCharts = new Map();

/** The place of a value on an axis, from 0 to 1. */
function fraction(axis, value) {
  const [low, high] = axis.range;
  return axis.log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** Values at which an axis has ticks. */
function ticks(axis) {
  const [low, high] = axis.range;
  if (axis.ticks) return axis.ticks.filter((tick) => tick >= low && tick <= high);
  if (axis.log) return logarithmicTicks(low, high);
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough - 1e-12);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function logarithmicTicks(low, high) {
  const found = [];
  const many = Math.log10(high / low) > 2.5;
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += 1) {
    for (const factor of many ? [1] : [1, 2, 5]) {
      const tick = Number((factor * 10 ** power).toPrecision(3));
      if (tick >= low * 0.999 && tick <= high * 1.001) found.push(tick);
    }
  }
  return found;
}

/** A tick in words: powers of ten beyond four digits. */
function tickText(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 10000)) {
    const raised = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
    const [digits, power] = value.toExponential().split("e");
    const exponent = [...String(Number(power))].map((letter) => raised[letter]).join("");
    return digits === "1" ? `10${exponent}` : `${signed(digits)} · 10${exponent}`;
  }
  return signed(value);
}

/** Draws a chart into an element, and again when its width changes. */
function chart(id, what) {
  const place = byId(id);
  if (!drawnCharts.has(id)) {
    const own = { picture: element("div", { class: "plot" }), legend: element("ul", { class: "legend" }), numbers: numbers() };
    place.append(own.picture, own.legend, own.numbers);
    new ResizeObserver(() => plot(own)).observe(own.picture);
    own.numbers.addEventListener("toggle", () => tabulate(own));
    drawnCharts.set(id, own);
  }
  const own = drawnCharts.get(id);
  own.what = what;
  own.legend.replaceChildren(...what.series.filter((series) => series.name).map(legendItem));
  plot(own);
  tabulate(own);
}

function numbers() {
  const region = element("div", { class: "scroll", tabindex: "0", role: "region" });
  return element("details", {}, [element("summary", {}, "Numbers of this chart"), region]);
}

function legendItem(series) {
  const line = element("svg:svg", { viewBox: "0 0 24 10", class: "swatch", "aria-hidden": "true" }, [
    element("svg:path", { d: "M1 5H23", class: lineClass(series) }),
  ]);
  return element("li", series.chosen ? { class: "chosen" } : {}, [line, ` ${series.name}`]);
}

const lineClass = (series) =>
  `line ${series.color}${series.dashed ? " dashed" : ""}${series.chosen ? " thick" : ""}`;

/** Draws the picture at its present width. */
function plot({ picture, what }) {
  const width = Math.max(260, picture.clientWidth || 480);
  const height = Math.round(Math.min(340, Math.max(220, 0.56 * width)));
  const box = { left: 58, right: width - 14, top: 12, bottom: height - 46 };
  const x = (value) => box.left + fraction(what.x, value) * (box.right - box.left);
  const y = (value) => box.bottom - fraction(what.y, value) * (box.bottom - box.top);
  const svg = element("svg:svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": what.text });
  svg.append(...axes(what, box, x, y, width, height));
  const clip = `clip-${picture.parentElement.id}`;
  const inside = { x: box.left, y: box.top - 3, width: box.right - box.left + 3, height: box.bottom - box.top + 6 };
  svg.append(element("svg:clipPath", { id: clip }, [element("svg:rect", inside)]));
  const curves = element("svg:g", { "clip-path": `url(#${clip})` });
  if (what.at !== undefined) curves.append(element("svg:path", { class: "at", d: `M${x(what.at)} ${box.top}V${box.bottom}` }));
  for (const series of what.series) curves.append(...curve(series, what, x, y));
  svg.append(curves);
  picture.replaceChildren(svg);
}

function axes(what, box, x, y, width, height) {
  const parts = [];
  const text = (attributes, content) => parts.push(element("svg:text", attributes, content));
  let free = -Infinity;
  for (const tick of ticks(what.x)) {
    parts.push(element("svg:path", { class: "grid", d: `M${x(tick)} ${box.top}V${box.bottom}` }));
    const label = tickText(tick);
    const half = 4 * label.length;
    if (x(tick) - half < free) continue;
    free = x(tick) + half + 4;
    text({ x: Math.min(x(tick), width - half), y: box.bottom + 17, class: "tick middle" }, label);
  }
  for (const tick of ticks(what.y)) {
    parts.push(element("svg:path", { class: "grid", d: `M${box.left} ${y(tick)}H${box.right}` }));
    text({ x: box.left - 7, y: y(tick) + 4, class: "tick end" }, tickText(tick));
  }
  parts.push(element("svg:path", { class: "axis", d: `M${box.left} ${box.top}V${box.bottom}H${box.right}` }));
  text({ x: (box.left + box.right) / 2, y: height - 8, class: "label middle" }, what.x.label);
  const middle = (box.top + box.bottom) / 2;
  text({ x: 0, y: 0, class: "label middle", transform: `translate(14 ${middle}) rotate(-90)` }, what.y.label);
  return parts;
}

/** A point is [x, y] or [x, y, standard error]. */
function curve(series, what, x, y) {
  const seen = series.points.filter((point) => Number.isFinite(point[1]) && (!what.y.log || point[1] > 0));
  const parts = [];
  for (const [at, value, error] of seen.filter((point) => point[2] > 0)) {
    const low = what.y.log ? Math.max(value - error, what.y.range[0]) : value - error;
    parts.push(element("svg:path", { class: `line thin ${series.color}`, d: `M${x(at)} ${y(low)}V${y(value + error)}` }));
  }
  const path = seen.map(([at, value], i) => `${i ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  parts.push(element("svg:path", { class: lineClass(series), d: path }));
  if (series.mark) {
    const [at, value] = series.mark;
    parts.push(element("svg:circle", { class: `mark ${series.color}`, cx: x(at), cy: y(value), r: 5 }));
  }
  return parts;
}

/** The numbers as a table, for those who cannot see the picture; only where they are shown. */
function tabulate({ numbers: details, what }) {
  if (!details.open) return;
  const named = what.series.filter((series) => series.name);
  const places = [...new Set(named.flatMap((series) => series.points.map((point) => point[0])))].sort((a, b) => a - b);
  const head = [what.x.label, ...named.map((series) => series.name)].map((name) => element("th", { scope: "col" }, name));
  const row = (at) => {
    const cells = named.map((series) => {
      const point = series.points.find((own) => own[0] === at);
      return element("td", {}, point && Number.isFinite(point[1]) ? short(point[1]) : "–");
    });
    return element("tr", {}, [element("th", { scope: "row" }, short(at)), ...cells]);
  };
  const caption = element("caption", {}, what.y.label);
  const body = element("tbody", {}, places.map(row));
  const table = element("table", {}, [caption, element("thead", {}, element("tr", {}, head)), body]);
  const region = details.querySelector(".scroll");
  region.setAttribute("aria-label", `Numbers: ${what.y.label}`);
  region.replaceChildren(table);
}
