// Part 2: Hopfield networks that store letters and digits. Weights come from the crate; recall runs here.

const MOST_SWEEPS = 200;

const RULES = {
  HOP: { name: "Hebb (HOP)", color: "c-blue", item: "Hebbian", source: "Hopfield (1982)", equation: "W = Σ ξ ξᵀ − M·I" },
  Storkey: { name: "Storkey", color: "c-sky", item: "Storkey", source: "Storkey (1997)", equation: "ΔWᵢⱼ = (ξᵢ ξⱼ − ξᵢ hⱼᵢ − ξⱼ hᵢⱼ) / N" },
  PSE: { name: "pseudo-inverse (PSE)", color: "c-gold", item: "PseudoInverse", source: "Personnaz, Guyon & Dreyfus (1985)", equation: "W = (1/N) Σ ξᵐ (Q⁻¹)ₘₘ′ ξᵐ′ᵀ with zero diagonal, Q the overlaps of the pictures" },
  MPF: { name: "minimum probability flow (MPF)", color: "c-green", item: "MinimumProbabilityFlow", source: "Hillar, Sohl-Dickstein & Koepsell (2012)", equation: "min Σ exp(−ξᵢ hᵢ) + λ/2 Σ w², λ = 3" },
  "pseudo-likelihood": { name: "pseudo-likelihood", color: "c-grey", item: "PseudoLikelihood", source: "Besag (1975)", equation: "logistic regression of each unit on the others" },
  EASE: { name: "ridge regression (EASE)", color: "c-pink", item: "Ease", source: "Steck (2019)", equation: "Wᵢⱼ = −Pᵢⱼ / Pᵢᵢ, P = (Σ ξ ξᵀ + λ I)⁻¹" },
  TRN: { name: "trained recurrent network (TRN)", color: "c-orange", item: "TrainedRecurrent", source: "Bao et al. (2019), known to us through notes", equation: "min Σ ‖ξ − tanh∘W∘…∘tanh∘W p‖² over noisy cues p, from EASE" },
};

/** The spins of a stored picture. */
const spinsOf = (text) => Int8Array.from(text, (letter) => (letter === "1" ? 1 : -1));

/** The weights of a network, row by row, as signed whole numbers. */
function weightsOf(network) {
  network.rows ??= new Int16Array(bytesOf(network.weights).buffer);
  return network.rows;
}

/** The field of a unit: whole numbers, so that the sum is exact. */
function fieldOf(weights, state, unit) {
  const start = unit * state.length;
  let sum = 0;
  for (let j = 0; j < state.length; j += 1) sum += weights[start + j] * state[j];
  return sum;
}

/** One sweep; a field of zero leaves its unit as it is. */
function swept(weights, state, together) {
  const next = Int8Array.from(state);
  for (let unit = 0; unit < state.length; unit += 1) {
    const field = fieldOf(weights, together ? state : next, unit);
    if (field !== 0) next[unit] = Math.sign(field);
  }
  return next;
}

const isSame = (a, b) => a.every((spin, i) => spin === b[i]);

/** The states of a recall, from the cue to a fixed point, to the first state that returns, or to the last sweep. */
function recalled(weights, cue, together) {
  const states = [cue];
  for (let sweep = 1; sweep <= MOST_SWEEPS; sweep += 1) {
    const next = swept(weights, states.at(-1), together);
    if (isSame(next, states.at(-1))) return { states, ending: "fixed" };
    const before = states.findIndex((state) => isSame(state, next));
    states.push(next);
    if (before >= 0) return { states, ending: "cycle", period: states.length - 1 - before };
  }
  return { states, ending: "out" };
}

/** A picture with so many pixels flipped. */
function damaged(picture, flips, seed) {
  const cue = Int8Array.from(picture);
  for (const unit of drawn(flips, cue.length, generator(seed))) cue[unit] = -cue[unit];
  return cue;
}

const differing = (a, b) => a.reduce((sum, spin, i) => sum + (spin !== b[i]), 0);

const hopfield = { seed: 1, recall: null, picture: null, stored: [] };

function hopfieldSettings() {
  const { rules, noise } = tables.album;
  const rule = rules.find((own) => own.name === byId("h-rule").value);
  const network = rule.networks[position("h-count") - 1];
  return { rule, network, noise: noise[position("h-noise")] };
}

function updateHopfield() {
  const { album } = tables;
  const { rule, network, noise } = hopfieldSettings();
  const units = album.side * album.side;
  const flips = Math.round(noise * units);
  announce("h-count", `M = ${network.count}, M/N = ${short(network.count / units)}`);
  announce("h-noise", `${Math.round(100 * noise)} %: ${flips} of ${units} pixels`);
  offerPictures(network.count);
  hopfield.stored = album.pictures.slice(0, network.count).map(spinsOf);
  hopfield.picture = hopfield.stored[Number(byId("h-picture").value)];
  const cue = damaged(hopfield.picture, flips, hopfield.seed);
  hopfield.recall = recalled(weightsOf(network), cue, byId("h-update").value === "together");
  drawStrip(network.count);
  hopfieldChart(rule, network, noise);
  hopfieldPlayer.restart();
}

/** Only stored pictures can be chosen. */
function offerPictures(count) {
  const list = byId("h-picture");
  const chosen = Math.min(Number(list.value || 0), count - 1);
  const options = tables.album.names.slice(0, count).map((name, i) => element("option", { value: i }, name));
  list.replaceChildren(...options);
  list.value = String(chosen);
}

/** A picture as SVG; pixels that differ from the stored picture have a mark. */
function pictureOf(state, stored, label) {
  const { side } = tables.album;
  const svg = element("svg:svg", { viewBox: `-0.2 -0.2 ${side + 0.4} ${side + 0.4}`, role: "img", "aria-label": label });
  svg.append(element("svg:rect", { class: "paper", x: 0, y: 0, width: side, height: side }));
  state.forEach((spin, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    if (spin > 0) svg.append(element("svg:rect", { class: "ink", x: x + 0.03, y: y + 0.03, width: 0.94, height: 0.94 }));
    if (spin !== stored[i]) svg.append(element("svg:circle", { class: "differs", cx: x + 0.5, cy: y + 0.5, r: 0.22 }));
  });
  return svg;
}

/** What a state is, compared with all stored pictures. */
function resemblance(state) {
  const { names } = tables.album;
  const distances = hopfield.stored.map((picture) => differing(state, picture));
  const nearest = distances.indexOf(Math.min(...distances));
  const own = differing(state, hopfield.picture);
  if (own === 0) return "the stored picture";
  if (distances[nearest] === 0) return `another stored picture, ${names[nearest]}`;
  return `${counted(own, "wrong pixel")}${distances[nearest] < own ? `; ${names[nearest]} is nearer` : ""}`;
}

const hopfieldPlayer = player("h", () => hopfield.recall.states.length, (index) => {
  const { recall, picture } = hopfield;
  const state = recall.states[index];
  byId("h-now").replaceChildren(pictureOf(state, picture, `State after ${counted(index, "sweep")}: ${resemblance(state)}`));
  [...byId("h-strip").children].forEach((frame, i) => frame.classList.toggle("now", i === index + 1));
  const isLast = index === recall.states.length - 1;
  const overlap = 1 - (2 * differing(state, picture)) / state.length;
  const start = index === 0 ? "The cue" : `After ${counted(index, "sweep")}`;
  byId("h-step").textContent = `${start}: ${resemblance(state)}; overlap ${short(overlap)}.${isLast ? ` ${endingText(recall)}` : ""}`;
});

function endingText({ ending, period }) {
  if (ending === "fixed") return "No unit changes any more: this is a fixed point.";
  if (ending === "cycle") return `The state repeats every ${period} sweeps: a cycle, which never counts as recalled.`;
  return `Recall gives up after ${MOST_SWEEPS} sweeps.`;
}

/** The stored picture and the first states, small. */
function drawStrip() {
  const { recall, picture } = hopfield;
  const frame = (state, caption) => {
    const label = `${caption}: ${resemblance(state)}`;
    return element("li", {}, [pictureOf(state, picture, label), element("span", {}, caption)]);
  };
  const states = recall.states.slice(0, 7).map((state, i) => frame(state, i === 0 ? "cue" : `sweep ${i}`));
  byId("h-strip").replaceChildren(frame(picture, "stored"), ...states);
}

function hopfieldChart(rule, network, noise) {
  const at = network.count;
  const series = tables.album.rules.map((own) => {
    const { recovered } = own.networks.find((other) => other.count === at);
    const points = tables.album.noise.map((rate, i) => [100 * rate, recovered[i]]);
    const chosen = own === rule;
    const mark = chosen ? points.find((point) => point[0] === 100 * noise) : undefined;
    return { name: RULES[own.name].name, color: RULES[own.name].color, points, chosen, mark };
  });
  const x = { label: "flipped pixels of the cue, %", range: [0, 46] };
  const y = { label: "fraction of cues recalled", range: [0, 1.03], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] };
  chart("h-recovered", { x, y, series, at: 100 * noise, text: `Fraction of cues recalled against noise, with ${at} stored pictures, one curve per writing rule.` });
  byId("h-seen").textContent = hopfieldSentence(series, rule, at, noise);
  const { equation, source, item } = RULES[rule.name];
  byId("h-equation").textContent = `${RULES[rule.name].name}: ${equation}`;
  byId("h-source").textContent = `${source}; synaptome_hopfield::${item}`;
}

function hopfieldSentence(series, rule, count, noise) {
  const value = (own) => own.points.find((point) => point[0] === 100 * noise)[1];
  const chosen = series.find((own) => own.chosen);
  const best = series.reduce((a, b) => (value(b) > value(a) ? b : a));
  const percent = Math.round(100 * noise);
  const start = `With ${count} stored pictures and ${percent} % flipped pixels, ${chosen.name} recalls ${Math.round(100 * value(chosen))} % of the cues as fixed points`;
  return best === chosen ? `${start}, the most of all rules here.` : `${start}; ${best.name} recalls most, ${Math.round(100 * value(best))} %.`;
}

function startHopfield() {
  const options = tables.album.rules.map(({ name }) => element("option", { value: name }, RULES[name].name));
  byId("h-rule").replaceChildren(...options);
  byId("h-rule").value = "MPF";
  for (const id of ["h-rule", "h-count", "h-noise", "h-picture", "h-update"]) byId(id).addEventListener("input", updateHopfield);
  byId("h-another").addEventListener("click", () => { hopfield.seed += 1; updateHopfield(); });
  updateHopfield();
}
