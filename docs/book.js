// The switch of the side bar is a label that says whether it is expanded, which only a button may say.
document.getElementById("mdbook-sidebar-toggle")?.setAttribute("role", "button");
// Code that is wider than the page can be scrolled with the keyboard.
for (const code of document.querySelectorAll("pre > code")) code.tabIndex = 0;
