// Chapter 4: a convolution tap by tap, and a transposed convolution stamp by stamp.
"use strict";

explorables.taps = (() => {
  /** What "same" padding adds before and after an axis (as in TensorFlow). */
  function padding(extent, kernel, stride) {
    const total = Math.max((Math.ceil(extent / stride) - 1) * stride + kernel - extent, 0);
    return { before: Math.floor(total / 2), after: total - Math.floor(total / 2) };
  }

  /** One output pixel of a convolution: each tap is a pixel of the window and the weight on it. */
  function window(image, kernel, stride, row, column) {
    const size = image.length;
    const { before } = padding(size, kernel.length, stride);
    const taps = kernel.flatMap((weights, i) => weights.map((weight, j) => {
      const [y, x] = [row * stride + i - before, column * stride + j - before];
      return { y, x, weight, pixel: image[y]?.[x] ?? 0 };
    }));
    return { taps, sum: taps.reduce((sum, tap) => sum + tap.pixel * tap.weight, 0) };
  }

  /** How many of the first `stamps` pixels of an image of ones cover each pixel of the output, nothing cut off. */
  function stamped(size, kernel, stride, stamps) {
    const extent = (size - 1) * stride + kernel;
    const counts = Array.from({ length: extent }, () => new Array(extent).fill(0));
    for (let stamp = 0; stamp < stamps; stamp += 1) {
      const [row, column] = [Math.floor(stamp / size), stamp % size];
      for (let i = 0; i < kernel; i += 1) {
        for (let j = 0; j < kernel; j += 1) counts[row * stride + i][column * stride + j] += 1;
      }
    }
    return counts;
  }

  /** The part of such an output that "same" keeps: its first row and column, and how many. */
  function kept(size, kernel, stride) {
    return { first: padding(size * stride, kernel, stride).before, extent: size * stride };
  }

  /** The numbers of stamps on pixels that are far from every edge, in order. */
  function interior(size, kernel, stride) {
    const counts = stamped(size, kernel, stride, size * size);
    const edge = Math.ceil(kernel / stride) * stride;
    const inside = counts.slice(edge - 1, counts.length - edge + 1)
      .flatMap((row) => row.slice(edge - 1, counts.length - edge + 1));
    return [...new Set(inside)].sort((a, b) => a - b);
  }

  return { padding, window, stamped, kept, interior };
})();

explorables.define("taps", (place) => {
  const { padding, window: windowOf, stamped, kept, interior } = explorables.taps;
  const { element, number } = explorables;
  const seven = [
    [0, 0, 0, 0, 0, 0],
    [0, 2, 2, 2, 2, 0],
    [0, 0, 0, 1, 2, 0],
    [0, 0, 1, 2, 0, 0],
    [0, 0, 2, 1, 0, 0],
    [0, 0, 2, 0, 0, 0],
  ];
  /** Compares the upper half of its window with the lower half; for 4x4 it is the kernel of the chapter. */
  const kernelOf = (size) => size === 4
    ? [[0, 1, 1, 0], [1, 2, 2, 1], [-1, -2, -2, -1], [0, -1, -1, 0]]
    : Array.from({ length: size }, (_, i) => new Array(size).fill(Math.sign(size - 1 - 2 * i)));
  const pixels = 5;

  explorables.panel(place, "Step through the taps and the stamps",
    "A convolution reads a window for each output pixel. A transposed one stamps its kernel for each input pixel; here "
    + "all pixels and weights are 1, so that the output counts stamps.");
  const kind = explorables.choice({
    label: "Layer", value: "convolution", onChange: () => restart(),
    options: [["convolution", "convolution"], ["transposed", "transposed convolution"]],
  });
  const kernel = explorables.slider({
    label: "Kernel", min: 2, max: 5, step: 1, value: 4, text: (value) => `${value}×${value}`, onInput: () => restart(),
  });
  const stride = explorables.slider({
    label: "Stride", min: 1, max: 3, step: 1, value: 2, text: String, onInput: () => restart(),
  });
  const position = explorables.slider({
    label: "Step", min: 1, max: 9, step: 1, value: 1, onInput: () => update(),
    text: (value) => `${value} of ${steps()}`,
  });
  const back = explorables.button("Back", () => { position.value -= 1; update(); });
  const on = explorables.button("Next", () => { position.value += 1; update(); });
  function outputs() { return Math.ceil(seven.length / stride.value); }
  function steps() { return kind.value === "transposed" ? pixels * pixels : outputs() ** 2; }

  // ---- Drawing: squares with numbers, with a title above

  const gap = 26;
  function grid(context, colours, { x, y, cell, title, rows, shade, text = (value) => value, frames = [] }) {
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    context.font = "600 13px system-ui, sans-serif";
    context.fillStyle = colours.ink;
    context.fillText(title, x, y - 7);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = `${Math.max(9, Math.min(14, cell * 0.5))}px system-ui, sans-serif`;
    rows.forEach((row, i) => row.forEach((value, j) => {
      const [left, top] = [x + j * cell, y + i * cell];
      const shown = shade(value, i, j);
      if (shown) {
        context.globalAlpha = shown.strength;
        context.fillStyle = shown.colour;
        context.fillRect(left, top, cell, cell);
        context.globalAlpha = 1;
      }
      context.strokeStyle = colours.rule;
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, top + 0.5, cell - 1, cell - 1);
      if (value !== null) {
        context.fillStyle = colours.ink;
        context.fillText(text(value), left + cell / 2, top + cell / 2 + 1);
      }
    }));
    for (const { row, column, height, width, colour, dash = [] } of frames) {
      context.strokeStyle = colour;
      context.lineWidth = 3;
      context.setLineDash(dash);
      context.strokeRect(x + column * cell, y + row * cell, width * cell, height * cell);
      context.setLineDash([]);
    }
  }

  const whole = (value) => number(value, 0);
  /** Positive numbers in one colour, negative ones in another, the stronger the larger. */
  const signed = (colours, largest) => (value) => value
    ? { colour: value > 0 ? colours.link : colours.generator, strength: 0.1 + 0.45 * Math.min(1, Math.abs(value) / largest) }
    : null;

  function drawConvolution(context, width, colours, height) {
    const [k, s] = [kernel.value, stride.value];
    const { before, after } = padding(seven.length, k, s);
    const extent = seven.length + before + after;
    const count = outputs();
    const weights = kernelOf(k);
    const now = position.value - 1;
    const [row, column] = [Math.floor(now / count), now % count];
    const { taps } = windowOf(seven, weights, s, row, column);
    const padded = Array.from({ length: extent }, (_, i) =>
      Array.from({ length: extent }, (_, j) => seven[i - before]?.[j - before] ?? 0));
    const isRing = (i, j) => i < before || j < before || i >= before + seven.length || j >= before + seven.length;
    const done = Array.from({ length: count }, (_, i) => Array.from({ length: count }, (_, j) =>
      i * count + j <= now ? windowOf(seven, weights, s, i, j).sum : null));
    const products = weights.map((_, i) => taps.slice(i * k, (i + 1) * k).map((tap) => tap.pixel * tap.weight));
    const wide = width > 560;
    const cell = wide ? Math.min(30, (width - 3 * gap - 6) / (extent + 2 * k + count)) : Math.min(30, (width - gap - 6) / (extent + k));
    if (height) return wide ? Math.max(extent, 6) * cell + 34 : (Math.max(extent, k) + Math.max(k, count)) * cell + 74;
    const places = wide
      ? [[0, 24], [extent * cell + gap, 24], [(extent + k) * cell + 2 * gap, 24], [(extent + 2 * k) * cell + 3 * gap, 24]]
      : [[0, 24], [extent * cell + gap, 24], [0, Math.max(extent, k) * cell + 60],
        [extent * cell + gap, Math.max(extent, k) * cell + 60]];
    const at = (index) => ({ x: places[index][0] + 2, y: places[index][1], cell });
    grid(context, colours, {
      ...at(0), title: "Image, with zeros around", rows: padded, text: whole,
      shade: (value, i, j) => isRing(i, j) ? { colour: colours.muted, strength: 0.15 } : signed(colours, 2)(value),
      frames: [{ row: row * s, column: column * s, height: k, width: k, colour: colours.generated }],
    });
    grid(context, colours, { ...at(1), title: "Kernel", rows: weights, text: whole, shade: signed(colours, 2) });
    grid(context, colours, { ...at(2), title: "Products", rows: products, text: whole, shade: signed(colours, 4) });
    grid(context, colours, {
      ...at(3), title: "Output", rows: done, text: whole, shade: (value) => value === null ? null : signed(colours, 10)(value),
      frames: [{ row, column, height: 1, width: 1, colour: colours.generated }],
    });
    return 0;
  }

  function drawStamps(context, width, colours, height) {
    const [k, s] = [kernel.value, stride.value];
    const counts = stamped(pixels, k, s, position.value);
    const keep = kept(pixels, k, s);
    const extent = counts.length;
    const now = position.value - 1;
    const [row, column] = [Math.floor(now / pixels), now % pixels];
    const wide = width > 480;
    const cell = Math.min(24, wide ? (width - gap - 6 - pixels * 20) / extent : (width - 6) / extent);
    const small = 20;
    if (height) return wide ? extent * cell + 34 : pixels * small + extent * cell + 78;
    const image = Array.from({ length: pixels }, () => new Array(pixels).fill(1));
    grid(context, colours, {
      x: 2, y: 24, cell: small, title: "Input", rows: image,
      shade: (_, i, j) => i * pixels + j <= now ? { colour: colours.link, strength: 0.35 } : null,
      frames: [{ row, column, height: 1, width: 1, colour: colours.generated }],
    });
    const most = Math.ceil(k / s) ** 2;
    const sameFrame = keep.first >= 0 && keep.first + keep.extent <= extent
      ? [{ row: keep.first, column: keep.first, height: keep.extent, width: keep.extent, colour: colours.gain, dash: [6, 4] }]
      : [];
    grid(context, colours, {
      x: wide ? pixels * small + gap : 2, y: wide ? 24 : pixels * small + 60, cell, title: "Output: stamps on each pixel",
      rows: counts.map((line) => line.map((value) => value || null)),
      shade: (value) => value ? { colour: colours.link, strength: 0.08 + 0.6 * value / most } : null,
      frames: [...sameFrame, { row: row * s, column: column * s, height: k, width: k, colour: colours.generated }],
    });
    return 0;
  }

  const drawing = () => kind.value === "transposed" ? drawStamps : drawConvolution;
  const chart = explorables.canvas({
    ratio: (width) => drawing()(null, width, null, true),
    draw: (context, width, height, colours) => { drawing()(context, width, colours, false); },
  });
  const values = explorables.values();
  place.append(
    element("div", { class: "controls" }, kind.root, kernel.root, stride.root, position.root,
      element("div", { class: "buttons" }, back, on)),
    chart.canvas, values);

  function restart() {
    position.max = steps();
    position.value = kind.value === "transposed" ? steps() : 1;
    update();
  }

  function update() {
    const [k, s, now] = [kernel.value, stride.value, position.value - 1];
    let text;
    if (kind.value === "transposed") {
      const [row, column] = [Math.floor(now / pixels), now % pixels];
      text = `Stamp ${now + 1}: input pixel in row ${row + 1}, column ${column + 1} covers ${k}×${k} output pixels.`;
      const found = interior(pixels, k, s);
      if (now + 1 === steps()) {
        const list = found.length > 1 ? `${found.slice(0, -1).join(", ")} or ${found[found.length - 1]}` : found[0];
        if (found[0] === 0) text += ` The stride is larger than the kernel: some pixels get no stamp at all.`;
        else if (found.length > 1) {
          text += ` Away from the edges a pixel gets ${list} stamps, by its place: that is the checkerboard.`;
        } else text += ` Away from the edges every pixel gets ${list}: ${s} divides ${k}, and the stamps overlap evenly.`;
        if (k > s) text += " The dashed green frame is what \"same\" padding keeps.";
      }
    } else {
      const count = outputs();
      const [row, column] = [Math.floor(now / count), now % count];
      const { taps, sum } = windowOf(seven, kernelOf(k), s, row, column);
      const terms = taps.filter((tap) => tap.pixel * tap.weight !== 0)
        .map((tap) => `${tap.pixel}·${tap.weight < 0 ? `(${whole(tap.weight)})` : tap.weight}`);
      text = `Output row ${row + 1}, column ${column + 1}: ${terms.length ? terms.join(" + ") : "all products are 0, so the sum"} = `
        + `${whole(sum)}. The output has ${count}×${count} pixels.`;
    }
    values.textContent = text;
    chart.label = text;
    back.disabled = position.value <= 1;
    on.disabled = position.value >= steps();
    chart.redraw();
  }
  restart();
});
