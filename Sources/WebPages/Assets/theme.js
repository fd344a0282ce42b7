// Light or dark, as the reader chose last; before the page is drawn, so that it does not flash.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that keeps nothing for pages from a disk follows the system.
}
