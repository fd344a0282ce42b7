// Slides turn by keys and by a click on the left or the right half, as a presenter's remote does.
"use strict";

const slides = [...document.querySelectorAll("section")];
const shown = () => slides.findIndex((slide) => slide.getBoundingClientRect().bottom > innerHeight / 2);
const turn = (by) => slides[Math.min(Math.max(shown() + by, 0), slides.length - 1)].scrollIntoView();

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  turn(by);
});
