// Part 1: Willshaw memories with block coding. Patterns come from the crate; retrieval from a single cue runs here.

const ITERATIONS = 10;
const MOST_NODES = 20000;

const RETRIEVALS = {
  R1: { name: "one step (R1)", color: "c-grey" },
  IRB: { name: "iterative (IRB)", color: "c-blue" },
  "IRB-SMX": { name: "sum-of-max (IRB-SMX)", color: "c-orange" },
  "clique search": { name: "complete search", color: "c-ink" },
};

/** A memory that stores the first patterns of a layout: which unit is connected with which. */
function storedMemory(layout, count) {
  const { blocks, size } = layout;
  const units = blocks * size;
  const flat = patternsOf(layout);
  const connected = new Uint8Array(units * units);
  for (let m = 0; m < count; m += 1) {
    const pattern = patternAt(layout, flat, m);
    for (const a of pattern) for (const b of pattern) connected[a * units + b] = 1;
  }
  return { blocks, size, units, count, connected, has: (a, b) => connected[a * units + b] === 1 };
}

function patternsOf(layout) {
  layout.flat ??= bytesOf(layout.patterns);
  return layout.flat;
}

function patternAt({ blocks, size }, flat, m) {
  return Array.from({ length: blocks }, (_, block) => block * size + flat[m * blocks + block]);
}

const unitsOf = (memory, block) => Array.from({ length: memory.size }, (_, i) => block * memory.size + i);
const allBlocks = (memory) => Array.from({ length: memory.blocks }, (_, block) => block);
const everyUnit = (memory) => Array.from({ length: memory.units }, (_, unit) => unit);

/** R1: the units that all units of the cue are connected with. */
function oneStep(memory, cue) {
  return everyUnit(memory).filter((unit) => cue.every((own) => memory.has(own, unit)));
}

/** IRB: a block is known as soon as one unit of it is left that all known units are connected with. */
function iterative(memory, cue) {
  const states = [{ units: cue, text: "The cue." }];
  let known = [...cue];
  for (let iteration = 1; iteration <= ITERATIONS; iteration += 1) {
    const halo = oneStep(memory, known);
    const open = allBlocks(memory).filter((block) => !known.some((unit) => blockOf(memory, unit) === block));
    const joined = open.map((block) => halo.filter((unit) => blockOf(memory, unit) === block)).filter((own) => own.length === 1).flat();
    known = [...known, ...joined].sort((a, b) => a - b);
    const left = open.length - joined.length;
    const text = `Iteration ${iteration}: ${counted(joined.length, "block")} had one candidate and became known; ${counted(left, "block")} ${left === 1 ? "stays" : "stay"} open.`;
    if (joined.length === 0 && iteration > 1) break;
    states.push({ units: known, text });
    if (joined.length === 0) break;
  }
  return states;
}

const blockOf = (memory, unit) => Math.floor(unit / memory.size);

/** IRB-SMX: a unit stays as long as every block has an active unit that it is connected with. */
function sumOfMax(memory, cue) {
  let active = oneStep(memory, cue);
  const states = [{ units: cue, text: "The cue." }, { units: active, text: "Iteration 1: one step makes a unit active if all units of the cue are connected with it." }];
  for (let iteration = 2; iteration <= ITERATIONS; iteration += 1) {
    const groups = allBlocks(memory).map((block) => active.filter((unit) => blockOf(memory, unit) === block)).filter((own) => own.length);
    const kept = active.filter((unit) => groups.every((group) => group.some((other) => memory.has(other, unit))));
    if (kept.length === active.length) break;
    const lost = active.length - kept.length;
    active = kept;
    states.push({ units: active, text: `Iteration ${iteration}: ${counted(lost, "unit")} without support from some block ${lost === 1 ? "becomes" : "become"} silent.` });
  }
  return states;
}

/** Complete search: all patterns that contain the cue and whose units are all connected. */
function cliqueSearch(memory, cue) {
  const states = sumOfMax(memory, cue);
  const candidates = allBlocks(memory).map((block) => states.at(-1).units.filter((unit) => blockOf(memory, unit) === block));
  const search = { nodes: 0, cliques: 0, union: new Set() };
  extend(memory, candidates, [], search);
  if (search.nodes > MOST_NODES) {
    states.push({ units: states.at(-1).units, text: `The search is cut after ${counted(MOST_NODES, "partial clique")}.`, cut: true });
    return states;
  }
  const units = [...search.union].sort((a, b) => a - b);
  const found = search.cliques === 1 ? "1 pattern fits the cue" : `${counted(search.cliques, "pattern")} fit the cue; all their units are drawn`;
  states.push({ units, text: `Complete search: ${found} (${counted(search.nodes, "partial clique")} tried).` });
  return states;
}

/** Adds a unit of the block with fewest candidates to a partial clique, for each of them. */
function extend(memory, candidates, clique, search) {
  if (search.nodes > MOST_NODES) return;
  if (candidates.length === 0) {
    search.cliques += 1;
    clique.forEach((unit) => search.union.add(unit));
    return;
  }
  const least = candidates.reduce((best, own, i) => (own.length < candidates[best].length ? i : best), 0);
  const others = candidates.filter((_, i) => i !== least);
  for (const unit of candidates[least]) {
    search.nodes += 1;
    const left = others.map((own) => own.filter((other) => memory.has(unit, other)));
    if (left.every((own) => own.length)) extend(memory, left, [...clique, unit], search);
  }
}

/** The states that a retrieval passes through, from the cue to its output. */
function retrieved(memory, cue, retrieval) {
  if (retrieval === "IRB") return iterative(memory, cue);
  if (retrieval === "IRB-SMX") return sumOfMax(memory, cue);
  if (retrieval === "clique search") return cliqueSearch(memory, cue);
  return sumOfMax(memory, cue).slice(0, 2);
}

/** How many units an output has right, too many and too few. */
function compared(units, pattern) {
  const right = units.filter((unit) => pattern.includes(unit)).length;
  return { right, extra: units.length - right, missing: pattern.length - right };
}

const willshaw = { query: 0, memory: null, states: [], pattern: [], cue: [] };

function willshawSettings() {
  const layout = tables.layouts[Number(byId("w-layout").value)];
  const load = layout.loads[position("w-load") - 1];
  const count = Math.round(load * layout.size * layout.size);
  return { layout, load, count, eighths: position("w-cue"), retrieval: byId("w-retrieval").value };
}

function updateWillshaw() {
  const { layout, load, count, eighths, retrieval } = willshawSettings();
  announce("w-load", `f = ${short(load)}: ${counted(count, "pattern")}`);
  announce("w-cue", `λ = ${eighths}/8: ${eighths * layout.blocks / 8} of ${layout.blocks} units`);
  if (willshaw.memory?.layout !== layout || willshaw.memory.count !== count) {
    willshaw.memory = Object.assign(storedMemory(layout, count), { layout });
  }
  willshaw.pattern = patternAt(layout, patternsOf(layout), willshaw.query % count);
  const kept = drawn(eighths * layout.blocks / 8, layout.blocks, generator(willshaw.query + 1));
  willshaw.cue = kept.map((block) => willshaw.pattern[block]);
  willshaw.states = retrieved(willshaw.memory, willshaw.cue, retrieval);
  willshawCharts(layout, load, eighths, retrieval);
  willshawPlayer.end();
}

const willshawPlayer = player("w", () => willshaw.states.length, (index) => {
  const { memory, states, pattern, cue } = willshaw;
  const state = states[index];
  drawUnits(byId("w-units"), memory, state.units, pattern, cue);
  const { right, extra, missing } = compared(state.units, pattern);
  const verdict = extra + missing === 0 ? "This is the stored pattern." : `${right} of ${pattern.length} units of the pattern are active; ${extra} wrong, ${missing} missing.`;
  byId("w-step").textContent = `State ${index + 1} of ${states.length}. ${state.text} ${verdict}`;
});

/** All units in 32 columns, a frame around each block. */
function drawUnits(place, memory, active, pattern, cue) {
  const across = memory.size > 16 ? 8 : 4;
  const down = memory.size / across;
  const columns = 32 / across;
  const svg = element("svg:svg", { viewBox: "-0.3 -0.3 32.6 16.6", role: "img", "aria-label": `${memory.units} units in ${memory.blocks} blocks; the text below says which are active` });
  for (const block of allBlocks(memory)) {
    const [left, top] = [(block % columns) * across, Math.floor(block / columns) * down];
    svg.append(element("svg:rect", { class: "block", x: left + 0.03, y: top + 0.03, width: across - 0.06, height: down - 0.06, rx: 0.3 }));
    for (const unit of unitsOf(memory, block)) {
      const own = unit - block * memory.size;
      const [x, y] = [left + (own % across) + 0.5, top + Math.floor(own / across) + 0.5];
      svg.append(...unitMarks(x, y, active.includes(unit), pattern.includes(unit), cue.includes(unit)));
    }
  }
  place.replaceChildren(svg);
}

function unitMarks(x, y, isActive, isStored, isCue) {
  const circle = (kind, r) => element("svg:circle", { class: `unit ${kind}`, cx: x, cy: y, r });
  if (isActive && isCue) return [circle("cue", 0.4)];
  if (isActive && isStored) return [circle("right", 0.4)];
  if (isActive) return [element("svg:rect", { class: "unit wrong", x: x - 0.32, y: y - 0.32, width: 0.64, height: 0.64 })];
  return [isStored ? circle("missing", 0.34) : circle("silent", 0.1)];
}

function willshawCharts(layout, load, eighths, retrieval) {
  const series = (value) => Object.entries(RETRIEVALS).map(([key, { name, color }]) => {
    const own = layout.curves.find((curve) => curve.retrieval === key && curve.eighths === eighths);
    const points = own.points.map((point, i) => [layout.loads[i], ...point[value]]);
    const chosen = key === retrieval;
    return { name, color, points, chosen, mark: chosen ? points.find((point) => point[0] === load) : undefined };
  });
  const x = { label: "load f, stored patterns per N²", range: [0, 1.25] };
  const bits = series("bits");
  const highest = Math.max(0.1, ...bits.flatMap((own) => own.points.map((point) => point[1])));
  chart("w-bits", { x, y: { label: "retrieved bits per synapse", range: [0, 1.1 * highest] }, series: bits, at: load, text: "Retrieved bits per synapse against load, one curve per retrieval." });
  chart("w-noise", { x, y: { label: "output noise ε", range: [0, 1] }, series: series("noise"), at: load, text: "Output noise against load, one curve per retrieval." });
  byId("w-seen").textContent = willshawSentence(bits, load, retrieval);
}

function willshawSentence(series, load, retrieval) {
  const best = (own) => own.points.reduce((a, b) => (b[1] > a[1] ? b : a));
  const chosen = series.find((own) => own.chosen);
  const [at, most] = best(chosen);
  const here = chosen.points.find((point) => point[0] === load);
  const all = best(series.at(-1));
  const start = `With ${RETRIEVALS[retrieval].name}, this memory retrieves ${here[1].toFixed(3)} ± ${here[2].toFixed(3)} bit per synapse at f = ${short(load)}, and at most ${most.toFixed(3)} at f = ${short(at)}.`;
  if (retrieval === "clique search") {
    const local = best(series[2]);
    return `${start} Sum-of-max retrieval reaches at most ${local[1].toFixed(3)} from the same cues.`;
  }
  return `${start} Complete search reaches ${all[1].toFixed(3)} at f = ${short(all[0])} from the same cues.`;
}

function startWillshaw() {
  for (const id of ["w-layout", "w-load", "w-cue", "w-retrieval"]) byId(id).addEventListener("input", updateWillshaw);
  byId("w-another").addEventListener("click", () => { willshaw.query += 1; updateWillshaw(); });
  updateWillshaw();
}
