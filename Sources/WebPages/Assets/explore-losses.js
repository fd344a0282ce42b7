// Chapter 1: the two losses of G over D's decision on a fake, and their slopes.
"use strict";

/** The losses at D = σ(s), and their derivatives with respect to the logit s. */
explorables.losses = {
  logit: (d) => Math.log(d / (1 - d)),
  decision: (s) => 1 / (1 + Math.exp(-s)),
  saturating: (d) => ({ value: Math.log(1 - d), slope: -d }),
  nonSaturating: (d) => ({ value: -Math.log(d), slope: d - 1 }),
};

explorables.define("losses", (place) => {
  const { logit, decision, saturating, nonSaturating } = explorables.losses;
  explorables.panel(place, "Move D's decision",
    "The chart shows both losses over the logit s of D; below the axis stands D = σ(s). The short lines are tangents: "
    + "the steeper one pulls G harder.");
  const numbers = (value, digits = 3) => explorables.number(value, digits);
  const slider = explorables.slider({
    label: "D(G(z)), what D thinks of a fake", min: 0.005, max: 0.995, step: 0.005, value: 0.01,
    text: (value) => numbers(value), onInput: () => update(),
  });
  const edge = logit(0.996);
  const chart = explorables.canvas({
    ratio: (width) => Math.min(380, Math.max(260, width * 0.5)),
    draw(context, width, height, colours) {
      const plot = explorables.plot(context, width, height, colours, {
        x: {
          low: -edge, high: edge, label: "D(G(z)), on the scale of the logit",
          ticks: [0.01, 0.1, 0.5, 0.9, 0.99].map((d) => [logit(d), String(d)]),
        },
        y: { low: -5.7, high: 5.7, label: "loss" },
      });
      const d = slider.value;
      const s = logit(d);
      for (const [loss, colour, dash] of [[saturating, colours.gain, []], [nonSaturating, colours.generator, [7, 4]]]) {
        const curve = [];
        for (let at = -edge; at <= edge + 1e-9; at += edge / 100) curve.push([at, loss(decision(at)).value]);
        plot.line(curve, colour, { dash });
        const { value, slope } = loss(d);
        const reach = 1.6 / Math.hypot(1, slope);
        plot.line([[s - reach, value - reach * slope], [s + reach, value + reach * slope]], colours.ink, { width: 2 });
        plot.dot(s, value, colour);
      }
    },
  });
  const values = explorables.values();
  place.append(
    explorables.legend([["gain", "ln(1 − D), saturating"], ["generator", "−ln D, non-saturating", true]]),
    chart.canvas, explorables.element("div", { class: "controls" }, slider.root), values);

  function update() {
    const d = slider.value;
    const [first, second] = [saturating(d), nonSaturating(d)];
    const [small, large] = [Math.abs(first.slope), Math.abs(second.slope)];
    const ratio = Math.max(small, large) / Math.min(small, large);
    const harder = Math.abs(small - large) < 1e-9 ? "Both pull equally hard."
      : `${small > large ? "ln(1 − D)" : "−ln D"} pulls ${numbers(ratio, ratio < 10 ? 1 : 0)} times as hard.`;
    const text = `D = ${numbers(d)}, logit ${numbers(logit(d), 2)}. ln(1 − D) = ${numbers(first.value)}, slope `
      + `${numbers(first.slope)}. −ln D = ${numbers(second.value)}, slope ${numbers(second.slope)}. ${harder}`;
    values.textContent = text;
    chart.label = `Both losses over the logit, with a tangent at each. ${text}`;
    chart.redraw();
  }
  update();
});
