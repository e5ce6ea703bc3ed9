// Compares what the page computes with stored results of the crates, and turns every control once.
{
  const cases = /* cases */;
  const wrong = [];
  window.addEventListener("error", (event) => wrong.push(event.message));

  for (const own of cases.retrieved) {
    const memory = storedMemory(tables.layouts[own.layout], own.stored);
    const last = retrieved(memory, own.cue, own.retrieval).at(-1);
    const isSkipped = own.is_cut || last.cut;
    if (!isSkipped && String(last.units) !== String(own.output)) wrong.push(`${own.retrieval} of layout ${own.layout}: ${last.units}`);
  }
  for (const own of cases.recalled) {
    const { networks } = tables.album.rules[own.rule];
    const weights = weightsOf(networks.find((network) => network.count === own.count));
    const { states, ending, period } = recalled(weights, spinsOf(own.cue), own.together);
    const isFixed = ending === "fixed";
    if ((isFixed ? 1 : period) !== own.period) wrong.push(`period of rule ${own.rule}`);
    if (isFixed && (!isSame(states.at(-1), spinsOf(own.state)) || states.length !== own.sweeps)) wrong.push(`state of rule ${own.rule}`);
  }
  const differs = (a, b, tolerance) => !(Math.abs(a / b - 1) < tolerance);
  for (const own of cases.informed) {
    if (differs(exactBits(own.sigma, own.rho, own.row), own.exact, 1e-3)) wrong.push(`exact bits at N = ${own.patterns}`);
    if (differs(closedBits(own.sigma, own.rho, own.patterns), own.closed, 1e-9)) wrong.push(`closed form at N = ${own.patterns}`);
    if (differs(ensembleBits(own.sigma, own.rho, own.patterns, own.neurons), own.together, 1e-8)) wrong.push(`ensemble of ${own.neurons}`);
  }

  // Each control at both ends and in the middle: every text is whole.
  const values = (control) => (control.options ? [...control.options].map((option) => option.value) : [control.min, (Number(control.min) + Number(control.max)) / 2, control.max]);
  for (const control of document.querySelectorAll("input, select")) {
    const before = control.value;
    for (const value of [...values(control), before]) {
      control.value = value;
      control.dispatchEvent(new Event("input"));
      const text = document.querySelector("main").innerHTML;
      if (/NaN|undefined|Infinity|\[object/.test(text)) wrong.push(`${control.id} = ${value} writes ${text.match(/.{30}(NaN|undefined|Infinity|\[object).{30}/)?.[0]}`);
    }
  }
  for (const button of document.querySelectorAll("button")) { button.click(); button.click(); }
  for (const chartOf of document.querySelectorAll("details")) chartOf.open = true;
  setTimeout(() => {
    if (document.querySelectorAll("details table tbody tr").length < 30) wrong.push("charts without numbers");
    const count = cases.retrieved.length + cases.recalled.length + cases.informed.length;
    const said = document.createElement("pre");
    said.id = "said";
    said.textContent = wrong.length ? wrong.slice(0, 20).join("\n") : `${count} cases agree`;
    document.body.append(said);
  }, 50);
}
