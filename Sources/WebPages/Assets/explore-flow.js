// Chapter 9: the map of the flow that this learner trained, between the noise and the data.
"use strict";

/** The formulas of Sources/Lessons/GenerativeModels/Flow/Flow.swift. */
explorables.flow = (() => {
  /** The layers of a flow of a script in the folder `generators`, from the data to the noise. */
  const layers = ({ couplings, bits }) => couplings.map((coupling) => ({
    mask: coupling.mask, scale: coupling.scale, network: globalThis.explorableLayers(coupling.layers, bits),
  }));

  /** ln of the stretch, and the shift, of the values where the mask is 0. */
  function stretchAndShift({ mask, scale, network }, x) {
    const parts = network(x.map((value, i) => mask[i] * value));
    return {
      s: x.map((_, i) => (1 - mask[i]) * scale[i] * Math.tanh(parts[i])),
      t: x.map((_, i) => (1 - mask[i]) * parts[x.length + i]),
    };
  }

  /** From the data towards the noise, and the logarithm of the determinant of the Jacobian matrix. */
  function forward(flow, x) {
    let [z, logDeterminant] = [x, 0];
    for (const layer of flow) {
      const { s, t } = stretchAndShift(layer, z);
      z = z.map((value, i) => value * Math.exp(s[i]) + t[i]);
      logDeterminant += s.reduce((sum, value) => sum + value, 0);
    }
    return { z, logDeterminant };
  }

  /** From the noise towards the data. */
  function inverse(flow, z) {
    let x = z;
    for (const layer of [...flow].reverse()) {
      const { s, t } = stretchAndShift(layer, x);
      x = x.map((value, i) => (value - t[i]) * Math.exp(-s[i]));
    }
    return x;
  }

  /** ln of the density of standard normal noise. */
  const logNoise = (z) => z.reduce((sum, value) => sum - 0.5 * (value ** 2 + Math.log(2 * Math.PI)), 0);

  /** The layers that the way from the noise to the data passes first. */
  const first = (flow, count) => flow.slice(flow.length - count);

  /** The centres of the data's eight modes, and their standard deviation. */
  const ring = {
    deviation: 0.15,
    centres: Array.from({ length: 8 }, (_, i) => [2 * Math.cos(i * Math.PI / 4), 2 * Math.sin(i * Math.PI / 4)]),
  };

  return { layers, forward, inverse, logNoise, first, ring };
})();

explorables.define("flow", (place, settings) => {
  const { forward, inverse, logNoise, first, ring } = explorables.flow;
  const { element, number, point: text } = explorables;

  explorables.load(place, settings, "The flow", build);

  function build(generator) {
    const { reach } = generator;
    const flow = explorables.flow.layers(generator);
    const count = flow.length;
    explorables.panel(place, "Carry points through your flow",
      "This is the flow that you trained, running in this page. Drag the point on either side, or move it with the "
      + "arrow keys: its partner on the other side follows. The slider stops the way from the noise to the data early.");

    // What the layers make of the lines, by how many of them the way has passed.
    const grids = [gridLines()];
    const circles = new Array(count + 1);
    circles[count] = ring.centres.map(([x, y]) => Array.from({ length: 121 }, (_, i) => [
      x + 2 * ring.deviation * Math.cos(i * Math.PI / 60), y + 2 * ring.deviation * Math.sin(i * Math.PI / 60)]));
    for (let passed = 0; passed < count; passed += 1) {
      const layer = [flow[count - 1 - passed]];
      grids.push(grids[passed].map((line) => line.map((z) => inverse(layer, z))));
    }
    for (let passed = count; passed > 0; passed -= 1) {
      const layer = [flow[count - passed]];
      circles[passed - 1] = circles[passed].map((line) => line.map((x) => forward(layer, x).z));
    }

    const passed = explorables.slider({
      label: "layers on the way from the noise", min: 0, max: count, step: 1, value: count, onInput: () => fromNoise(),
      text: (value) => `${value} of ${count}`,
    });
    const cut = () => first(flow, passed.value);
    const side = (options, layersPassed) => explorables.pad({
      reach, colour: "generator", point: [0, 0], ...options,
      draw(plot, colours) {
        for (const line of grids[layersPassed()]) plot.line(line, colours.reference, { width: 1 });
        for (const line of circles[layersPassed()]) plot.line(line, colours.real, { width: 1.5 });
      },
    });
    const noise = side({
      label: "the point in the noise", x: "z₁", y: "z₂", point: [0.6, 0.6], move: () => fromNoise(),
    }, () => 0);
    const data = side({
      label: "its partner on the way to the data", x: "x₁", y: "x₂", move: () => fromData(),
    }, () => passed.value);
    const [noiseTitle, dataTitle] = [element("p"), element("p")];
    noiseTitle.textContent = "Noise";

    const rows = ["noise z", "data x", "ln N(z)", "ln |det|", "ln p(x), the sum"]
      .map((name) => ({ name: element("dt", {}, name), value: element("dd") }));
    const list = element("dl", { class: "values" }, ...rows.flatMap((row) => [row.name, row.value]));
    const spoken = element("p", { "aria-live": "polite" });
    place.append(
      element("div", { class: "charts" },
        element("div", { class: "chart" }, noiseTitle, noise.canvas),
        element("div", { class: "chart" }, dataTitle, data.canvas)),
      explorables.legend([
        ["reference", "lines of the noise, and where the layers take them"],
        ["real", "two standard deviations around each of the data's eight centres"],
        ["generator", "the point and its partner"],
      ]),
      element("div", { class: "controls" }, passed.root,
        element("div", { class: "buttons" }, explorables.button("Random noise", () => {
          noise.point = [...explorables.noise(2)];
          fromNoise();
        }))),
      list, spoken, element("p", { class: "hint" },
        "N is the density of the noise, and det the determinant of the Jacobian matrix of the map from x to z. "
        + `In these pictures, points and logarithms are those of GANKit to within ${number(generator.error, 4)} `
        + `(weights in ${generator.bits} bits).`));

    /** The same noise, and where the layers take it. */
    function fromNoise() {
      data.point = inverse(cut(), noise.point);
      update();
    }
    /** The point on the right, and where it came from. */
    function fromData() {
      noise.point = forward(cut(), data.point).z;
      update();
    }

    function update() {
      const [z, x] = [noise.point, data.point];
      const { logDeterminant } = forward(cut(), x);
      const isWhole = passed.value === count;
      dataTitle.textContent = isWhole ? "Data" : `After ${passed.value} of ${count} layers`;
      rows[1].name.textContent = isWhole ? "data x" : "x";
      const beyond = (point) => point.some((value) => Math.abs(value) > reach) ? ", beyond the picture" : "";
      const found = [text(z) + beyond(z), text(x) + beyond(x), number(logNoise(z)), number(logDeterminant),
        number(logNoise(z) + logDeterminant)];
      rows.forEach((row, index) => { row.value.textContent = found[index]; });
      spoken.textContent = `The layers take z = ${text(z)} to x = ${text(x)}, where ln p(x) is ${found[4]}.`;
      noise.redraw();
      data.redraw();
    }
    fromNoise();
  }

  /** The lines of the lesson's figure, with twice as many points. */
  function gridLines() {
    return [-4, -3, -2, -1, 0, 1, 2, 3, 4].flatMap((line) => [true, false].map((isVertical) =>
      Array.from({ length: 161 }, (_, step) => {
        const [across, along] = [0.6 * line, 0.03 * step - 2.4];
        return isVertical ? [across, along] : [along, across];
      })));
  }
});
