for (const details of document.querySelectorAll("details")) details.open = true;
axe.run(document, { resultTypes: ["violations"] }).then(
  ({ violations }) => violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target }) => `${impact} ${id}: ${help} (${target.join(" ")})`)),
  (error) => [`critical failure: ${error}`],
).then((lines) => {
  const found = document.createElement("pre");
  found.id = "axe-found";
  found.textContent = lines.join("\n");
  document.body.append(found);
});
