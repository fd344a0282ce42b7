// What all explorables share: sliders, buttons, canvases and charts. Plain script, no module: browsers refuse modules on
// pages from a disk.
"use strict";

const explorables = {};

(() => {
  /** Runs an explorable at each of its places on the page. Where there is no page, as in a test, nothing happens. */
  explorables.define = (name, build) => {
    if (typeof document === "undefined") return;
    for (const place of document.querySelectorAll(`[data-explorable="${name}"]`)) {
      build(place, place.dataset.settings ? JSON.parse(place.dataset.settings) : {});
    }
  };

  // ---- Elements

  /** element("p", { class: "hint" }, "text", child) */
  const element = (tag, attributes = {}, ...children) => {
    const result = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) result.setAttribute(name, "");
      else if (value !== false && value != null) result.setAttribute(name, value);
    }
    result.append(...children);
    return result;
  };
  explorables.element = element;

  let ids = 0;
  const newID = (name) => `explorable-${name}-${ids += 1}`;

  /** The title of an explorable, and a sentence that says what to do. */
  explorables.panel = (place, title, hint) => {
    const id = newID("title");
    place.setAttribute("role", "group");
    place.setAttribute("aria-labelledby", id);
    place.append(element("p", { id, class: "title" }, title), element("p", { class: "hint" }, hint));
  };

  /** A slider with its label and its value. `text` writes a value with its unit. */
  explorables.slider = ({ label, min, max, step, value, text = (value) => explorables.number(value), onInput }) => {
    const id = newID("slider");
    const input = element("input", { id, type: "range", min, max, step });
    const output = element("output", { for: id });
    const write = () => {
      output.textContent = text(Number(input.value));
      input.setAttribute("aria-valuetext", output.textContent);
    };
    input.value = value;
    input.addEventListener("input", () => { write(); onInput?.(Number(input.value)); });
    write();
    return {
      root: element("div", { class: "slider" }, element("label", { for: id }, label), output, input),
      get value() { return Number(input.value); },
      set value(value) { input.value = value; write(); },
      /** Another largest value. */
      set max(max) { input.max = max; write(); },
    };
  };

  /** One of a few, as radio buttons: options are [value, text]. */
  explorables.choice = ({ label, options, value, onChange }) => {
    const name = newID("choice");
    const inputs = options.map(([option, text]) => {
      const input = element("input", { type: "radio", name, value: option });
      input.checked = option === value;
      input.addEventListener("change", () => onChange?.(option));
      return { input, option, label: element("label", {}, input, text) };
    });
    return {
      root: element("fieldset", {}, element("legend", {}, label), ...inputs.map((item) => item.label)),
      get value() { return inputs.find((item) => item.input.checked)?.option; },
      set value(value) { for (const item of inputs) item.input.checked = item.option === value; },
    };
  };

  explorables.button = (text, onClick) => {
    const button = element("button", { type: "button" }, text);
    button.addEventListener("click", onClick);
    return button;
  };

  /** Text that changes with what is shown; screen readers say it when the hand rests. */
  explorables.values = () => element("p", { class: "values", "aria-live": "polite", "aria-atomic": "true" });

  /** What the lines of a chart are: items are [colour, text, isDashed]. */
  explorables.legend = (items) => element("ul", { class: "legend" }, ...items.map(([colour, text, isDashed]) => {
    const swatch = element("span", { class: isDashed ? "swatch dashed" : "swatch", "aria-hidden": "true" });
    swatch.style.color = `var(--${colour})`;
    return element("li", {}, swatch, text);
  }));

  /** A number as a reader expects it: 0.010, 4.61, 12.3, 1,234. */
  explorables.number = (value, digits = 2) => {
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    const places = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? Math.min(digits, 1) : digits;
    const text = Math.abs(value) >= 1e6 ? value.toExponential(1) : value.toLocaleString("en", {
      minimumFractionDigits: places, maximumFractionDigits: places,
    });
    return text.replace(/^-(?=0(\.0*)?$)/, "").replace("-", "−");
  };

  /** Standard normal numbers. */
  explorables.noise = (count, random = Math.random) => Float64Array.from({ length: count }, () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));

  // ---- Canvases

  const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  /** Whether the reader asked for pages without motion. */
  explorables.isStill = isStill;

  const redraws = new Set();
  let probe = null;

  /** The page's colours by their names, as a canvas takes them. */
  const colours = () => {
    probe ??= document.body.appendChild(element("span", { hidden: true }));
    const found = {};
    for (const name of ["paper", "ink", "muted", "rule", "panel", "link", "real", "generated", "discriminator",
      "generator", "gain", "reference"]) {
      probe.style.color = `var(--${name})`;
      found[name] = getComputedStyle(probe).color;
    }
    return found;
  };

  const setUpRedraws = () => {
    const all = () => { for (const redraw of redraws) redraw(); };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
    new MutationObserver(all).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  };

  /**
   * A canvas that is sharp on every screen and is drawn anew when its size or the page's colours change.
   * `ratio` is its height by its width, or a function of the width. `draw(context, width, height, colours)` draws it in
   * pixels of CSS.
   */
  explorables.canvas = ({ ratio, draw, className = "" }) => {
    if (!redraws.size) setUpRedraws();
    const canvas = element("canvas", { role: "img", class: className || null });
    let isWaiting = false;
    const paint = () => {
      isWaiting = false;
      const width = canvas.clientWidth;
      if (!width) return;
      const height = Math.round(typeof ratio === "function" ? ratio(width) : width * ratio);
      const density = devicePixelRatio || 1;
      const [columns, rows] = [Math.round(width * density), Math.round(height * density)];
      if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
      const context = canvas.getContext("2d");
      context.setTransform(density, 0, 0, density, 0, 0);
      context.clearRect(0, 0, width, height);
      draw(context, width, height, colours());
    };
    const redraw = () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(paint);
    };
    redraws.add(redraw);
    new ResizeObserver(redraw).observe(canvas);
    return {
      canvas, redraw,
      /** What a reader who does not see the canvas is told. */
      set label(text) { canvas.setAttribute("aria-label", text); },
    };
  };

  /** Calls `move(x, y, isFirst)` while the pointer is held down on the canvas, in pixels of CSS. */
  explorables.drag = (target, move) => {
    const place = (event) => {
      const box = target.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    target.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      target.setPointerCapture(event.pointerId);
      move(...place(event), true);
    });
    target.addEventListener("pointermove", (event) => {
      if (target.hasPointerCapture(event.pointerId)) move(...place(event), false);
    });
  };

  /**
   * Repeats `step(seconds)` for each frame until it returns false or `stop` is called. A reader who asked for pages
   * without motion starts nothing that moves by itself: callers then do without.
   */
  explorables.animation = (step, onChange) => {
    let frame = 0;
    let last = 0;
    const tick = (now) => {
      const seconds = Math.min((now - last) / 1000, 0.1);
      last = now;
      if (step(seconds) === false) return result.stop();
      frame = requestAnimationFrame(tick);
    };
    const result = {
      get isRunning() { return frame !== 0; },
      start() {
        if (frame) return;
        last = performance.now();
        frame = requestAnimationFrame(tick);
        onChange?.(true);
      },
      stop() {
        if (!frame) return;
        cancelAnimationFrame(frame);
        frame = 0;
        onChange?.(false);
      },
    };
    return result;
  };

  // ---- What this learner trained

  /**
   * Reads a script of the folder `generators` when the reader comes near the place: it is larger than the rest of the
   * page. `build` then gets what it holds. `name` is what the page calls it until then, such as "The generator".
   */
  explorables.load = (place, { file, key }, name, build) => {
    const message = element("p", { class: "hint" }, `${name} is loaded when you come near.`);
    place.append(message);
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      const script = element("script", { src: file });
      script.onload = () => {
        message.remove();
        build(globalThis.explorableGenerators[key]);
      };
      script.onerror = () => { message.textContent = `${file} is missing: make the book again.`; };
      document.head.append(script);
    }, { rootMargin: "600px" });
    observer.observe(place);
  };

  // ---- Charts

  /** Round numbers over a range, about `count` of them. */
  const ticks = (low, high, count) => {
    const rough = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) * power;
    const found = [];
    for (let n = Math.ceil(low / step - 1e-9); n * step <= high + 1e-9 * step; n += 1) found.push(n * step);
    return { found, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  };

  /**
   * Axes on a canvas. `x` and `y` are { low, high, label, ticks?: [[value, text]] }; with `isEqual` a unit is as long on
   * both. The result draws lines in the units of the axes.
   */
  explorables.plot = (context, width, height, colours, { x, y, isEqual = false }) => {
    const font = "13px system-ui, sans-serif";
    const size = { left: 58, right: 10, top: 10, bottom: 42 };
    const [w, h] = [width - size.left - size.right, height - size.top - size.bottom];
    let [lowX, highX, lowY, highY] = [x.low, x.high, y.low, y.high];
    if (isEqual) {
      const unit = Math.max((highX - lowX) / w, (highY - lowY) / h);
      const [middleX, middleY] = [(lowX + highX) / 2, (lowY + highY) / 2];
      [lowX, highX] = [middleX - unit * w / 2, middleX + unit * w / 2];
      [lowY, highY] = [middleY - unit * h / 2, middleY + unit * h / 2];
    }
    const toX = (value) => size.left + (value - lowX) / (highX - lowX) * w;
    const toY = (value) => size.top + (highY - value) / (highY - lowY) * h;

    context.font = font;
    context.lineWidth = 1;
    context.strokeStyle = colours.rule;
    context.fillStyle = colours.muted;
    const number = (value, digits) => explorables.number(Math.abs(value) < 1e-12 ? 0 : value, digits);
    const labels = (axis, low, high, count) => {
      if (axis.ticks) return axis.ticks;
      const { found, digits } = ticks(low, high, count);
      return found.map((value) => [value, Math.abs(value) >= 10 ? number(value, 0) : number(value, digits)]);
    };
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const [value, text] of labels(x, lowX, highX, Math.max(3, w / 70))) {
      context.beginPath();
      context.moveTo(toX(value), size.top);
      context.lineTo(toX(value), size.top + h);
      context.stroke();
      context.fillText(text, toX(value), size.top + h + 5);
    }
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const [value, text] of labels(y, lowY, highY, Math.max(3, h / 50))) {
      context.beginPath();
      context.moveTo(size.left, toY(value));
      context.lineTo(size.left + w, toY(value));
      context.stroke();
      context.fillText(text, size.left - 6, toY(value));
    }
    context.fillStyle = colours.ink;
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.fillText(x.label, size.left + w / 2, height - 2);
    context.save();
    context.translate(11, size.top + h / 2);
    context.rotate(-Math.PI / 2);
    context.textBaseline = "middle";
    context.fillText(y.label, 0, 0);
    context.restore();

    const clipped = (body) => {
      context.save();
      context.beginPath();
      context.rect(size.left, size.top, w, h);
      context.clip();
      body();
      context.restore();
    };
    const trace = (points) => {
      context.beginPath();
      points.forEach(([px, py], index) => {
        // A canvas takes no numbers beyond its own range.
        const [cx, cy] = [toX(px), Math.max(-1e5, Math.min(1e5, toY(py)))];
        if (index) context.lineTo(cx, cy); else context.moveTo(cx, cy);
      });
    };
    return {
      toX, toY,
      /** The value of the horizontal axis at a place on the canvas. */
      fromX: (place) => lowX + (place - size.left) / w * (highX - lowX),
      fromY: (place) => highY - (place - size.top) / h * (highY - lowY),
      line(points, colour, { width: lineWidth = 2.5, dash = [] } = {}) {
        clipped(() => {
          context.strokeStyle = colour;
          context.lineWidth = lineWidth;
          context.lineJoin = "round";
          context.setLineDash(dash);
          trace(points);
          context.stroke();
        });
      },
      area(points, colour) {
        clipped(() => {
          context.fillStyle = colour;
          context.globalAlpha = 0.18;
          trace([[points[0][0], 0], ...points, [points[points.length - 1][0], 0]]);
          context.fill();
        });
      },
      dot(px, py, colour, radius = 5) {
        clipped(() => {
          context.fillStyle = colour;
          context.strokeStyle = colours.paper;
          context.lineWidth = 2;
          context.beginPath();
          context.arc(toX(px), toY(py), radius, 0, 2 * Math.PI);
          context.fill();
          context.stroke();
        });
      },
    };
  };

  /** A point of the plane as text: (0.50, −1.20). */
  explorables.point = ([x, y]) => `(${explorables.number(x)}, ${explorables.number(y)})`;

  /**
   * A square of the plane, from -reach to reach on both axes, in which a point is moved: with the pointer, with the
   * arrow keys, in larger steps with Shift, and to the middle with Home. `x` and `y` are the names of the axes, `label`
   * is what the point is. `draw(plot, colours)` draws what lies under the point; `move(point)` is called when the
   * reader has moved it.
   */
  explorables.pad = ({ label, reach, x, y, colour = "link", point: start, draw, move }) => {
    let point = start;
    let plot = null;
    const chart = explorables.canvas({
      // What the axes of a plot need to the left and the right is 16 more than what they need above and below.
      ratio: (width) => width - 16, className: "draggable pad",
      draw(context, width, height, colours) {
        plot = explorables.plot(context, width, height, colours, {
          x: { low: -reach, high: reach, label: x }, y: { low: -reach, high: reach, label: y }, isEqual: true,
        });
        draw?.(plot, colours);
        plot.dot(...point, colours[colour], 7);
      },
    });
    const { canvas } = chart;
    const limited = (value) => Math.max(-reach, Math.min(reach, value));
    // There is no role for two numbers: as a slider, it keeps the arrow keys, and its text says both.
    for (const [name, value] of Object.entries({
      role: "slider", tabindex: 0, "aria-roledescription": "point in a plane", "aria-label": label,
      "aria-valuemin": -reach, "aria-valuemax": reach,
    })) canvas.setAttribute(name, value);
    const write = () => {
      canvas.setAttribute("aria-valuenow", limited(point[0]).toFixed(2));
      const [first, second] = point.map((value) => explorables.number(value));
      canvas.setAttribute("aria-valuetext", `${x} ${first}, ${y} ${second}`);
      chart.redraw();
    };
    const set = (value) => {
      point = value.map(limited);
      write();
      move(point);
    };
    explorables.drag(canvas, (px, py) => { if (plot) set([plot.fromX(px), plot.fromY(py)]); });
    canvas.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const step = event.shiftKey ? 0.5 : 0.1;
      const way = {
        ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowDown: [0, -step], ArrowUp: [0, step],
      }[event.key];
      if (!way && event.key !== "Home") return;
      event.preventDefault();
      set(way ? point.map((value, i) => Math.round(100 * (limited(value) + way[i])) / 100) : [0, 0]);
    });
    write();
    return {
      canvas, redraw: chart.redraw,
      get point() { return point; },
      /** Moves the point without a call of `move`; it may then lie beyond the square. */
      set point(value) { point = value; write(); },
    };
  };
})();
