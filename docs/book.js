// The switch of the side bar is a label that says whether it is expanded, which only a button may say.
document.getElementById("mdbook-sidebar-toggle")?.setAttribute("role", "button");
// What is wider than the page can be scrolled with the keyboard.
for (const code of document.querySelectorAll("pre > code")) code.tabIndex = 0;
const reach = () => {
  for (const wide of document.querySelectorAll(".table-wrapper, math[display=block]")) {
    if (wide.scrollWidth > wide.clientWidth) wide.setAttribute("tabindex", "0");
    else wide.removeAttribute("tabindex");
  }
};
reach();
addEventListener("resize", reach);
