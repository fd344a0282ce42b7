// Chapter 2: two normal densities, the discriminator that no other beats on them, and how far apart they are.
"use strict";

explorables.divergence = (() => {
  const density = ({ mean, deviation }, x) =>
    Math.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));

  const logDensity = ({ mean, deviation }, x) =>
    -0.5 * ((x - mean) / deviation) ** 2 - Math.log(deviation * Math.sqrt(2 * Math.PI));

  /** erfc to about 1e-7 of its value (Press et al. 2007, Numerical Recipes, section 6.2.2). */
  function erfc(x) {
    const z = Math.abs(x);
    const t = 2 / (2 + z);
    const terms = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
      -0.82215223, 0.17087277];
    const result = t * Math.exp(-z * z + terms.reduceRight((sum, term) => sum * t + term, 0));
    return x >= 0 ? result : 2 - result;
  }

  /** The probability of values up to x. */
  const cumulative = ({ mean, deviation }, x) => erfc(-(x - mean) / (deviation * Math.SQRT2)) / 2;

  /** ln(1 + e^t) */
  const softplus = (t) => Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));

  /** D*(x) = p / (p + q), also where both densities are too small for a number. */
  const perfect = (p, q, x) => 1 / (1 + Math.exp(logDensity(q, x) - logDensity(p, x)));

  /**
   * How far apart p (real) and q (generated) are, by Simpson's rule on 2000 intervals from -30 to 30, as in the lesson:
   * the accuracy of D*, Jensen-Shannon and Kullback-Leibler divergences in nats, the Wasserstein distance.
   */
  function measures(p, q) {
    const [low, count] = [-30, 2000];
    const width = 60 / count;
    let [accuracy, jensenShannon, forward, backward, wasserstein] = [0, 0, 0, 0, 0];
    for (let i = 0; i <= count; i += 1) {
      const x = low + i * width;
      const weight = i === 0 || i === count ? 1 : i % 2 ? 4 : 2;
      const [a, b] = [density(p, x), density(q, x)];
      const ratio = logDensity(p, x) - logDensity(q, x);
      accuracy += weight * Math.max(a, b) / 2;
      // ln(a / middle) is ln 2 - ln(1 + b/a), and the ratio is finite where the densities are not numbers any more.
      jensenShannon += weight * (a * (Math.LN2 - softplus(-ratio)) + b * (Math.LN2 - softplus(ratio))) / 2;
      forward += weight * a * ratio;
      backward -= weight * b * ratio;
      wasserstein += weight * Math.abs(cumulative(p, x) - cumulative(q, x));
    }
    const scale = width / 3;
    return {
      accuracy: accuracy * scale, jensenShannon: jensenShannon * scale, forward: forward * scale,
      backward: backward * scale, wasserstein: wasserstein * scale,
    };
  }

  return { density, perfect, cumulative, measures };
})();

explorables.define("divergence", (place) => {
  const { density, perfect, measures } = explorables.divergence;
  const { element, number } = explorables;
  explorables.panel(place, "Move the two densities",
    "Drag a density to the side to move it, up or down to make it narrow or wide; or use the sliders.");
  const sliders = (colour, name, mean) => ({
    colour, name,
    mean: explorables.slider({
      label: `mean of ${name}`, min: -4, max: 4, step: 0.05, value: mean, onInput: () => update(),
    }),
    deviation: explorables.slider({
      label: `standard deviation of ${name}`, min: 0.3, max: 2.5, step: 0.05, value: 0.7, onInput: () => update(),
    }),
  });
  const [real, generated] = [sliders("real", "p, the real samples", 0.5), sliders("generated", "q, the fakes", -0.5)];
  const values = (side) => ({ mean: side.mean.value, deviation: side.deviation.value });

  let plot = null;
  const chart = explorables.canvas({
    ratio: (width) => Math.min(380, Math.max(260, width * 0.5)), className: "draggable",
    draw(context, width, height, colours) {
      plot = explorables.plot(context, width, height, colours, {
        x: { low: -6, high: 6, label: "x" }, y: { low: 0, high: 1.4, label: "density, and D*" },
      });
      const [p, q] = [values(real), values(generated)];
      const xs = Array.from({ length: 361 }, (_, i) => -6 + i / 30);
      for (const [side, parameters, dash] of [[real, p, []], [generated, q, [7, 4]]]) {
        const curve = xs.map((x) => [x, density(parameters, x)]);
        plot.area(curve, colours[side.colour]);
        plot.line(curve, colours[side.colour], { dash });
      }
      plot.line([[-6, 0.5], [6, 0.5]], colours.reference, { width: 1.5, dash: [3, 4] });
      plot.line(xs.map((x) => [x, perfect(p, q, x)]), colours.discriminator, { width: 3 });
    },
  });

  let dragged = null;
  let offset = 0;
  explorables.drag(chart.canvas, (px, py, isFirst) => {
    if (!plot) return;
    const x = plot.fromX(px);
    if (isFirst) {
      const away = (side) => Math.abs(x - side.mean.value) / side.deviation.value;
      dragged = away(real) <= away(generated) ? real : generated;
      offset = dragged.mean.value - x;
    }
    dragged.mean.value = Math.max(-4, Math.min(4, x + offset));
    // The pointer holds the top of the bell, unless it began far from it.
    const peak = Math.max(0.1, plot.fromY(py));
    if (!isFirst) dragged.deviation.value = 1 / (peak * Math.sqrt(2 * Math.PI));
    update();
  });

  const rows = [
    ["accuracy of D*", "accuracy", 0.5, 1, (value) => `${number(100 * value, 1)} %`],
    ["JSD(p, q)", "jensenShannon", 0, Math.LN2, (value) => `${number(value, 3)} (at most ${number(Math.LN2, 3)})`],
    ["KL(p ∥ q)", "forward", 0, 20, (value) => number(value, 2)],
    ["KL(q ∥ p)", "backward", 0, 20, (value) => number(value, 2)],
    ["Wasserstein distance", "wasserstein", 0, 8, (value) => number(value, 2)],
  ].map(([label, key, low, high, text]) => {
    const meter = element("meter", { min: low, max: high, "aria-label": label });
    return { label, key, text, meter, output: element("span") };
  });
  const list = element("dl", { class: "values" },
    ...rows.flatMap((row) => [element("dt", {}, row.label), element("dd", {}, row.meter, row.output)]));
  const spoken = element("p", { class: "spoken", "aria-live": "polite" });
  place.append(
    explorables.legend([["real", "p, real"], ["generated", "q, generated", true], ["discriminator", "D* = p / (p + q)"]]),
    chart.canvas,
    element("div", { class: "controls" }, real.mean.root, generated.mean.root, real.deviation.root,
      generated.deviation.root),
    list, spoken);

  function update() {
    const found = measures(values(real), values(generated));
    for (const row of rows) {
      row.meter.value = found[row.key];
      row.output.textContent = row.text(found[row.key]);
    }
    const text = `D* is right in ${number(100 * found.accuracy, 1)} % of its decisions.`;
    spoken.textContent = text;
    chart.label = `Density p with mean ${number(real.mean.value)} and deviation ${number(real.deviation.value)}, density q `
      + `with mean ${number(generated.mean.value)} and deviation ${number(generated.deviation.value)}, and D*. ${text}`;
    chart.redraw();
  }
  update();
});
