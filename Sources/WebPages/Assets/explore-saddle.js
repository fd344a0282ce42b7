// Chapter 1: ways to play the bilinear game f(x, y) = xy, step by step.
"use strict";

/** The formulas of Sources/Lessons/GANTheory/BilinearGame.swift, in the same single precision. */
explorables.saddle = (() => {
  const f = Math.fround;

  /** One step of both players; x goes down its gradient y, and y goes up its gradient x. */
  function step([x, y], rate, play) {
    const [movedX, movedY] = [f(x - f(rate * y)), f(y + f(rate * x))];
    switch (play) {
      case "alternating": return [movedX, f(y + f(rate * movedX))];
      case "extragradient": return [f(x - f(rate * movedY)), f(y + f(rate * movedX))];
      default: return [movedX, movedY];
    }
  }

  /** The rate of step i of `count`; a falling one falls linearly to zero. */
  const rateAt = (rate, i, count, isFalling) =>
    isFalling ? f(f(rate) * f(1 - f(f(i) / f(count)))) : f(rate);

  /** By what a step multiplies the distance from the equilibrium; null where that depends on the place. */
  function factor(rate, play) {
    switch (play) {
      case "simultaneous": return Math.sqrt(1 + rate ** 2);
      case "extragradient": return Math.sqrt(1 - rate ** 2 + rate ** 4);
      default: return null;
    }
  }

  /** The points visited from (1, 0), first and last included. */
  function trajectory(play, count, rate, isFalling = false) {
    const points = [[1, 0]];
    for (let i = 0; i < count; i += 1) points.push(step(points[i], rateAt(rate, i, count, isFalling), play));
    return points;
  }

  return { step, rateAt, factor, trajectory };
})();

explorables.define("saddle", (place) => {
  const { step, rateAt, factor } = explorables.saddle;
  const count = 150;
  const number = explorables.number;
  explorables.panel(place, "Play the bilinear game",
    "x wants xy to be small, y wants it to be large. Choose how they take turns and how fast they learn, and play.");
  let points = [[1, 0]];

  const play = explorables.choice({
    label: "Play", value: "simultaneous", onChange: restart,
    options: [["simultaneous", "simultaneous"], ["alternating", "alternating"], ["extragradient", "extragradient"]],
  });
  const schedule = explorables.choice({
    label: "Learning rate", value: "constant", onChange: restart,
    options: [["constant", "constant"], ["falling", `falling to zero over ${count} steps`]],
  });
  const rate = explorables.slider({
    label: "Rate at the beginning, η", min: 0.02, max: 0.6, step: 0.02, value: 0.1, onInput: restart,
  });

  const distance = ([x, y]) => Math.hypot(x, y);
  const rateNow = (i) => rateAt(rate.value, i, count, schedule.value === "falling");
  function advance() {
    if (points.length > count) return false;
    points.push(step(points[points.length - 1], rateNow(points.length - 1), play.value));
    update();
    return points.length <= count;
  }

  let time = 0;
  const animation = explorables.animation((seconds) => {
    time += seconds * 30;
    while (time >= 1) {
      time -= 1;
      if (!advance()) return false;
    }
    return true;
  }, (isRunning) => {
    run.textContent = isRunning ? "Pause" : "Play";
    values.setAttribute("aria-live", isRunning ? "off" : "polite");
  });
  const one = explorables.button("One step", () => { animation.stop(); advance(); });
  const run = explorables.button(explorables.isStill() ? `All ${count} steps` : "Play", () => {
    if (explorables.isStill()) {
      while (advance()) { /* to the end at once */ }
      return;
    }
    if (animation.isRunning) return animation.stop();
    if (points.length > count) points = [[1, 0]];
    animation.start();
  });
  const again = explorables.button("Back to (1, 0)", restart);

  const chart = explorables.canvas({
    ratio: (width) => Math.min(420, Math.max(280, width * 0.7)),
    draw(context, width, height, colours) {
      const reach = 1.15 * Math.max(1.1, ...points.map(distance));
      const plot = explorables.plot(context, width, height, colours, {
        x: { low: -reach, high: reach, label: "x (wants xy to be small)" },
        y: { low: -reach, high: reach, label: "y (wants xy to be large)" }, isEqual: true,
      });
      const circle = [];
      for (let i = 0; i <= 90; i += 1) circle.push([Math.cos(i * Math.PI / 45), Math.sin(i * Math.PI / 45)]);
      plot.line(circle, colours.reference, { width: 1.5, dash: [4, 4] });
      plot.line(points, colours.generator, { width: 2 });
      if (points.length < 60) for (const [x, y] of points) plot.dot(x, y, colours.generator, 3);
      plot.dot(0, 0, colours.reference, 6);
      plot.dot(...points[points.length - 1], colours.link, 6);
    },
  });
  const values = explorables.values();
  const element = explorables.element;
  place.append(
    chart.canvas,
    element("p", { class: "hint" }, "Grey: the equilibrium (0, 0), and the circle on which the players begin."),
    element("div", { class: "controls" }, play.root, schedule.root, rate.root,
      element("div", { class: "buttons" }, run, one, again)),
    values);

  function restart() {
    animation.stop();
    time = 0;
    points = [[1, 0]];
    update();
  }

  function update() {
    const taken = points.length - 1;
    const [x, y] = points[taken];
    const length = distance(points[taken]);
    let text = `Step ${taken} of ${count}: x = ${number(x)}, y = ${number(y)}, distance ${number(length, 3)} from the `
      + "equilibrium.";
    const known = taken < count ? factor(rateNow(taken), play.value) : null;
    if (taken > 0) {
      text += ` The last step multiplied it by ${number(length / distance(points[taken - 1]), 5)}.`;
    }
    if (known !== null) {
      const formula = play.value === "simultaneous" ? "√(1 + η²)" : "√(1 − η² + η⁴)";
      text += ` The next one multiplies it by ${formula} = ${number(known, 5)}.`;
    } else if (play.value === "alternating") {
      text += " In alternating play, the distance swings around 1.";
    }
    values.textContent = text;
    chart.label = `The way of the two players in the plane. ${text}`;
    one.disabled = taken >= count;
    chart.redraw();
  }
  update();
});
