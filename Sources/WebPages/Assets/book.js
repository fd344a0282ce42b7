// What pages do besides being read: search, keys, light and dark. Everything works from a disk, without a server; without
// scripts the pages are complete.
"use strict";

// ---- Light and dark

function setUpTheme() {
  const button = document.querySelector("button.theme");
  const root = document.documentElement;
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* It lasts for this page. */ }
    label();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  label();
  button.hidden = false;
}

// ---- Search

/** Loads the index when it is needed first: pages from a disk may load scripts, but may not read files. */
let index = null;
function loadIndex() {
  index ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "assets/search.js";
    script.onload = () => resolve(window.bookIndex.map((entry) => ({
      ...entry,
      lower: { title: fold(entry.title), heading: fold(entry.heading), text: fold(entry.text) },
    })));
    script.onerror = () => reject(new Error("assets/search.js is missing: make the book again."));
    document.head.append(script);
  });
  return index;
}

/** Case and accents do not count. */
function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{Diacritic}/gu, "");
}

/** The sections that have all words, the best first. */
function find(entries, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const score = ({ lower }) => {
    let sum = 0;
    for (const word of words) {
      const start = new RegExp("(^|[^\\p{L}\\p{N}])" + word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "u");
      const points = (text, weight) => !text.includes(word) ? 0 : start.test(text) ? weight : weight / 4;
      const found = points(lower.heading, 8) + points(lower.title, 4)
        + points(lower.text, 2) * Math.min(3, 1 + Math.log(lower.text.split(word).length || 1));
      if (!found) return 0;
      sum += found;
    }
    return sum;
  };
  return entries.map((entry) => ({ entry, score: score(entry) })).filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score).slice(0, 20).map((hit) => ({ entry: hit.entry, words }));
}

/** The text around the first word found, with the words marked. */
function excerpt(entry, words) {
  const places = words.map((word) => entry.lower.text.indexOf(word)).filter((place) => place >= 0);
  const start = places.length ? Math.max(0, Math.min(...places) - 50) : 0;
  const text = entry.text.slice(start, start + 160);
  const result = document.createElement("span");
  if (start > 0) result.append("…");
  let rest = text;
  while (rest) {
    const lower = fold(rest);
    const hits = words.map((word) => [lower.indexOf(word), word.length]).filter(([place]) => place >= 0)
      .sort((a, b) => a[0] - b[0]);
    // Folding may change lengths; then marks would stand in the wrong place.
    if (!hits.length || lower.length !== rest.length) break;
    const [place, length] = hits[0];
    const mark = document.createElement("mark");
    mark.textContent = rest.slice(place, place + length);
    result.append(rest.slice(0, place), mark);
    rest = rest.slice(place + length);
  }
  result.append(rest, start + 160 < entry.text.length ? "…" : "");
  return result;
}

function setUpSearch() {
  const box = document.querySelector(".search");
  const input = document.getElementById("query");
  const found = document.getElementById("found");
  const message = (text) => {
    const line = document.createElement("p");
    line.textContent = text;
    found.replaceChildren(line);
    found.hidden = false;
  };
  const close = () => { found.hidden = true; found.replaceChildren(); };

  async function show() {
    const query = input.value.trim();
    if (query.length < 2) return close();
    let entries;
    try { entries = await loadIndex(); } catch (error) { return message(error.message); }
    if (query !== input.value.trim()) return;
    const hits = find(entries, query);
    if (!hits.length) return message("Nothing found for “" + query + "”.");
    const list = document.createElement("ol");
    for (const { entry, words } of hits) {
      const link = document.createElement("a");
      link.href = entry.address;
      const title = document.createElement("strong");
      title.textContent = entry.heading && entry.heading !== entry.title
        ? entry.title + ": " + entry.heading : entry.title;
      link.append(title, excerpt(entry, words));
      link.addEventListener("click", close);
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    found.replaceChildren(list);
    found.hidden = false;
  }

  input.addEventListener("input", show);
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
  });
  box.addEventListener("keydown", (event) => {
    const links = [...found.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      close();
      input.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at > 0 ? links[at - 1] : input).focus();
    }
  });
  document.addEventListener("click", (event) => { if (!box.contains(event.target)) close(); });
  box.hidden = false;
}

// ---- Keys: / searches, the arrows turn pages

function setUpKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const place = event.target;
    // Where arrows move a cursor or scroll sideways they do that.
    if (place.closest("input, textarea, select, [contenteditable], [tabindex='0'], .search, .explorable")) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("query").focus();
    }
    const turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    if (turn) document.querySelector(`a[rel=${turn}]`)?.click();
  });
}

// ---- Paper has no room for what is folded

function setUpPrinting() {
  let opened = [];
  addEventListener("beforeprint", () => {
    // Not the book's own figures beside the reader's, nor the tables of all metrics: they stay on the screen.
    opened = [...document.querySelectorAll("main details:not([open], .reference, .results details)")];
    for (const details of opened) details.open = true;
    for (const image of document.images) image.loading = "eager";
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
}

// On a phone the contents stand above the text: folded.
if (matchMedia("(max-width: 62rem)").matches) document.querySelector("nav.contents details").open = false;

setUpTheme();
setUpSearch();
setUpKeys();
setUpPrinting();
