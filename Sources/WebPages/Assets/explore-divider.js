// Chapters 6 to 8: two pictures of the figure above, one over the other, and a line between them that can be dragged.
"use strict";

explorables.define("divider", (place, settings) => {
  const { element } = explorables;
  const { names, axis, columns, rows, cellWidth, cellHeight } = settings;
  const isAcross = axis === "columns";
  /** Each scene is a group of pictures in the order of the names. */
  const along = isAcross ? columns : rows;
  const other = isAcross ? rows : columns;
  const groups = along.length / names.length;
  const count = groups * other.length;
  const cell = (scene, index) => {
    const [group, line] = [Math.floor(scene / other.length), scene % other.length];
    const position = along[group * names.length + index];
    return isAcross ? { x: position, y: other[line] } : { x: other[line], y: position };
  };

  explorables.panel(place, "Compare two pictures",
    "Drag the line over the picture, or move it with the arrow keys. Choose what stands on each side.");
  let scene = 0;
  let share = 0.5;
  const select = (label, chosen) => {
    const list = element("select", {}, ...names.map((name, index) => element("option", { value: index }, name)));
    list.value = chosen;
    list.addEventListener("change", () => update());
    return { root: element("label", {}, `${label} `, list), get value() { return Number(list.value); } };
  };
  const [left, right] = [select("Left", settings.first[0]), select("Right", settings.first[1])];
  const picture = new Image();
  const chart = explorables.canvas({
    ratio: () => stage.clientWidth * cellHeight / cellWidth,
    draw(context, width, height) {
      if (!picture.complete || !picture.naturalWidth) return;
      // A drawing may be shown at another size than that of its file.
      const scale = picture.naturalWidth / settings.width;
      context.imageSmoothingEnabled = false;
      const put = (index, from, to) => {
        const { x, y } = cell(scene, index);
        context.drawImage(picture, (x + cellWidth * from) * scale, y * scale, cellWidth * (to - from) * scale,
          cellHeight * scale, width * from, 0, width * (to - from), height);
      };
      if (share > 0) put(left.value, 0, share);
      if (share < 1) put(right.value, share, 1);
    },
  });
  const handle = element("div", {
    class: "handle", role: "slider", tabindex: 0, "aria-label": "the line between the two pictures",
    "aria-valuemin": 0, "aria-valuemax": 100,
  });
  const stage = element("div", { class: "divider" }, chart.canvas, handle);
  const [leftName, rightName] = [element("span"), element("span")];
  const back = explorables.button("Previous picture", () => { scene = (scene + count - 1) % count; update(); });
  const on = explorables.button("Next picture", () => { scene = (scene + 1) % count; update(); });
  const number = element("span", { "aria-live": "polite" });
  place.append(stage, element("div", { class: "sides", "aria-hidden": "true" }, leftName, rightName),
    element("div", { class: "controls" }, left.root, right.root),
    element("div", { class: "buttons" }, back, on, number));

  explorables.drag(stage, (x) => {
    share = Math.max(0, Math.min(1, x / stage.clientWidth));
    update();
  });
  handle.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 0.1 : 0.02;
    const target = {
      ArrowLeft: share - step, ArrowDown: share - step, ArrowRight: share + step, ArrowUp: share + step,
      PageDown: share - 0.1, PageUp: share + 0.1, Home: 0, End: 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    share = Math.max(0, Math.min(1, target));
    update();
  });

  function update() {
    const percent = Math.round(100 * share);
    handle.style.left = `${100 * share}%`;
    handle.setAttribute("aria-valuenow", percent);
    const text = `${percent} % ${names[left.value]}, ${100 - percent} % ${names[right.value]}`;
    handle.setAttribute("aria-valuetext", text);
    leftName.textContent = `← ${names[left.value]}`;
    rightName.textContent = `${names[right.value]} →`;
    number.textContent = `${scene + 1} of ${count}`;
    chart.label = `Picture ${scene + 1} of ${count}: ${text}`;
    chart.redraw();
  }
  picture.onload = chart.redraw;
  picture.onerror = () => { stage.replaceChildren(`${settings.picture} is missing: make the book again.`); };
  picture.src = settings.picture;
  update();
});
