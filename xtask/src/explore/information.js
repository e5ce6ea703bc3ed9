// Part 3: the information of synapses. The closed form is computed here, the exact values come from the crate.

/** Standard deviation of ln xᵢ xⱼ. */
const widthOf = (sigma, rho) => sigma * Math.sqrt(2 * (1 + rho));

/** ln(1 + (eˣ − 1)/N): a covariance of ln w after N patterns, from that of one pattern. */
const summed = (x, patterns) => Math.log1p(Math.expm1(x) / patterns);

/** Bits of one synapse about one pattern: Fenton and Wilkinson's log-normal fit of the sum. */
function closedBits(sigma, rho, patterns) {
  const x = widthOf(sigma, rho) ** 2;
  const [wide, narrow] = [summed(x, patterns - 1), summed(x, patterns)];
  const means = Math.log(patterns / (patterns - 1)) + (wide - narrow) / 2;
  return (means + Math.log(narrow / wide) / 2) / Math.LN2;
}

/** Bits per synapse of all synapses among so many neurons, from the three eigenvalues of the covariance of ln w. */
function ensembleBits(sigma, rho, patterns, neurons) {
  const pairs = (neurons * (neurons - 1)) / 2;
  const [after, before] = [patterns, patterns - 1].map((count) => spectrum(sigma, rho, count, neurons));
  const logs = after.reduce((sum, [value, times], i) => sum + times * Math.log(value / before[i][0]), 0);
  const x = widthOf(sigma, rho) ** 2;
  const means = Math.log(patterns / (patterns - 1)) + (summed(x, patterns - 1) - summed(x, patterns)) / 2;
  return (means + logs / (2 * pairs)) / Math.LN2;
}

/** Eigenvalues with multiplicities: synapses share two neurons, one or none (the Johnson scheme J(d, 2)). */
function spectrum(sigma, rho, patterns, d) {
  const exponents = [2 + 2 * rho, 1 + 3 * rho, 4 * rho].map((factor) => factor * sigma * sigma);
  const [alpha, beta, gamma] = exponents.map((x) => summed(x, patterns));
  return [
    [alpha + 2 * (d - 2) * beta + ((d - 2) * (d - 3) * gamma) / 2, 1],
    [alpha + (d - 4) * beta - (d - 3) * gamma, d - 1],
    [alpha - 2 * beta + gamma, (d * (d - 3)) / 2],
  ];
}

/** Exact bits of one synapse, interpolated between widths by cubic polynomials of the logarithms. */
function exactBits(sigma, rho, row) {
  const { widths, bits } = tables.exact;
  const step = Math.log(widths[1] / widths[0]);
  const at = Math.log(widthOf(sigma, rho) / widths[0]) / step;
  const first = Math.max(0, Math.min(widths.length - 4, Math.floor(at) - 1));
  const values = bits[row].slice(first, first + 4).map(Math.log);
  return Math.exp(lagrange(values, at - first));
}

/** The polynomial through values at 0, 1, 2 and so on. */
function lagrange(values, at) {
  return values.reduce((sum, value, i) => {
    const others = values.map((_, j) => (i === j ? 1 : (at - j) / (i - j)));
    return sum + value * others.reduce((a, b) => a * b);
  }, 0);
}

function informationSettings() {
  const row = position("i-patterns");
  return { sigma: position("i-sigma"), rho: position("i-rho"), row, patterns: tables.exact.patterns[row], neurons: position("i-neurons") };
}

function updateInformation() {
  const own = informationSettings();
  announce("i-sigma", `σ = ${own.sigma.toFixed(2)}`);
  announce("i-rho", `ρ = ${own.rho.toFixed(2)}`);
  announce("i-patterns", `N = ${own.patterns}`);
  announce("i-neurons", `d = ${own.neurons}: ${counted((own.neurons * (own.neurons - 1)) / 2, "synapse")}`);
  synapseChart(own);
  ensembleChart(own);
}

function synapseChart({ sigma, rho, row, patterns }) {
  const curve = (bits) => tables.exact.patterns.map((count, i) => [count, bits(count, i)]);
  const exact = curve((_, i) => exactBits(sigma, rho, i));
  const closed = curve((count) => closedBits(sigma, rho, count));
  const series = [
    { name: "exact (convolution)", color: "c-ink", points: exact, chosen: true, mark: exact[row] },
    { name: "closed form (Fenton–Wilkinson)", color: "c-orange", points: closed, dashed: true },
  ];
  const x = { label: "stored patterns N", range: [2.8, 55], log: true, ticks: [3, 5, 10, 20, 50] };
  const y = { label: "bits of one synapse", range: [0.008, 5], log: true };
  chart("i-synapse", { x, y, series, at: patterns, text: "Bits of one synapse about one pattern against the number of stored patterns, exact and in closed form." });
  const [bits, near] = [exact[row][1], closed[row][1]];
  const off = Math.round(100 * (near / bits - 1));
  const error = off === 0 ? "agrees with this to 1 %" : `is ${Math.abs(off)} % too ${off < 0 ? "small" : "large"}`;
  byId("i-one").textContent = `One synapse that stores ${patterns} patterns conveys ${short(bits)} bit about each of them. The closed form, ${short(near)} bit, ${error}.`;
}

function ensembleChart({ sigma, rho, patterns, neurons }) {
  const sizes = [4, 5, 6, 8, 10, 13, 16, 20, 26, 32, 40, 50, 64, 80, 100];
  const bits = (d) => ensembleBits(sigma, rho, patterns, d);
  const places = [...new Set([...sizes, neurons])].sort((a, b) => a - b);
  const together = places.map((d) => [d, bits(d)]);
  const alone = closedBits(sigma, rho, patterns);
  const series = [
    { name: "all synapses together", color: "c-blue", points: together, chosen: true, mark: [neurons, bits(neurons)] },
    { name: "each synapse alone", color: "c-orange", points: [[4, alone], [100, alone]], dashed: true },
  ];
  const highest = Math.max(alone, ...together.map((point) => point[1]));
  const x = { label: "neurons d", range: [3.8, 108], log: true, ticks: [5, 10, 20, 50, 100] };
  const y = { label: "bits per synapse", range: [0, 1.15 * highest] };
  chart("i-ensemble", { x, y, series, at: neurons, text: "Bits per synapse of all synapses among d neurons, together and alone." });
  byId("i-all").textContent = ensembleSentence(bits(neurons), alone, patterns, neurons);
}

function ensembleSentence(together, alone, patterns, d) {
  const pairs = (d * (d - 1)) / 2;
  const change = Math.round(100 * (together / alone - 1));
  const compared = change === 0 ? "as many as" : `${Math.abs(change)} % ${change > 0 ? "more" : "fewer"} than`;
  const rank = Math.min(patterns - 1, d);
  const freedom = rank * d - (rank * (rank - 1)) / 2;
  const limit = pairs > freedom
    ? ` Beyond ${freedom} synapses the weights of noiseless synapses determine each other, and the true information is infinite: the number is that of the log-normal approximation.`
    : "";
  return `All ${counted(pairs, "synapse")} among ${d} neurons convey ${short(pairs * together)} bits about one pattern, ${short(together)} per synapse: ${compared} the synapses would if their information added up.${limit}`;
}

function startInformation() {
  for (const id of ["i-sigma", "i-rho", "i-patterns", "i-neurons"]) byId(id).addEventListener("input", updateInformation);
  updateInformation();
}
