// Chapters 3 to 5, and 9: the latent space of the generator that this learner trained.
"use strict";

explorables.latent = {
  /** The point at share t of the great arc from a to b (GANKit's LatentSpace.arc). */
  arc(a, b, t) {
    const dot = (x, y) => x.reduce((sum, value, i) => sum + value * y[i], 0);
    const angle = Math.acos(Math.max(-1, Math.min(1, dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)))));
    if (Math.sin(angle) < 1e-4) return a.map((value, i) => value * (1 - t) + b[i] * t);
    const [left, right] = [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
    return a.map((value, i) => value * left + b[i] * right);
  },
};

explorables.define("latent", (place, settings) => {
  const { arc } = explorables.latent;
  const { element, noise, number } = explorables;

  explorables.load(place, settings, "The generator",
    (generator) => build(generator, globalThis.explorableNetwork(generator)));

  /** Draws a picture of the network into a canvas of its size, at a place that counts pictures from the left. */
  function painter(network, count) {
    const [height, width, channels] = network.output;
    const canvas = element("canvas", { class: "pixels", role: "img", width: width * count, height });
    const context = canvas.getContext("2d");
    const picture = new ImageData(width, height);
    return {
      canvas,
      paint(pixels, index = 0) {
        for (let i = 0; i < width * height; i += 1) {
          for (let c = 0; c < 3; c += 1) picture.data[4 * i + c] = network.byte(pixels[i * channels + c % channels]);
          picture.data[4 * i + 3] = 255;
        }
        context.putImageData(picture, index * width, 0);
      },
    };
  }

  function build(generator, network) {
    const isPlane = network.latent === 2;
    explorables.panel(place, "Move through the latent space of your generator",
      `This is the generator that you trained, running in this page. Its noise has ${network.latent} numbers. `
      + (isPlane
        ? "Drag the point in their plane, or move it with the arrow keys."
        : "The way leads along the great arc between two random points; the other sliders move along the directions in "
          + "which the pictures change most."));
    const label = network.classes ? explorables.choice({
      label: "Label", value: 3, onChange: () => update(),
      options: Array.from({ length: network.classes }, (_, index) => [index, String(index)]),
    }) : null;
    const values = explorables.values();
    const latents = isPlane ? plane(generator.reach, update) : wayAndDirections(network, update, values);

    const main = painter(network, 1);
    const row = network.classes ? painter(network, network.classes) : null;
    const picture = element("div", { class: "chart picture" }, main.canvas);
    const controls = element("div", { class: isPlane ? "controls" : "controls beside" },
      ...(label ? [label.root] : []), ...latents.controls);
    if (isPlane) {
      picture.append(controls);
      place.append(element("div", { class: "charts" }, element("div", { class: "chart" }, latents.canvas), picture),
        element("p", { class: "hint" }, "Of all noise, 39 % lies within the inner circle, 86 % within the outer one."));
    } else {
      place.append(element("div", { class: "charts" }, picture, controls));
    }
    if (row) {
      place.append(element("p", { class: "hint" }, "The same noise under every label:"), row.canvas);
      row.canvas.setAttribute("aria-label", "The same noise under every label, from 0 on.");
    }
    place.append(values, element("p", { class: "hint" },
      `The pixels are those of GANKit to within ${number(generator.error, 2)} of their 255 steps (100 `
      + `${isPlane ? "places all over the square" : "noise vectors"}, weights in ${generator.bits} bits).`));

    let isWaiting = false;
    function draw() {
      isWaiting = false;
      const z = latents.noise();
      main.paint(network.draw(z, label?.value));
      if (row) for (let digit = 0; digit < network.classes; digit += 1) row.paint(network.draw(z, digit), digit);
      const text = `${label ? `Label ${label.value}, ` : ""}${latents.text()}.`;
      values.textContent = text;
      main.canvas.setAttribute("aria-label", `A picture by your generator. ${text}`);
    }
    function update() {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(draw);
    }
    update();
  }

  /** Two latent numbers: a point in their plane. */
  function plane(reach, update) {
    const circle = (radius) => Array.from({ length: 91 }, (_, i) =>
      [radius * Math.cos(i * Math.PI / 45), radius * Math.sin(i * Math.PI / 45)]);
    const pad = explorables.pad({
      label: "the point in the plane of the two latent numbers", reach, x: "z₁", y: "z₂", point: [0, 0], move: update,
      draw(plot, colours) {
        for (const radius of [1, 2]) plot.line(circle(radius), colours.reference, { width: 1.5, dash: [4, 4] });
      },
    });
    const go = (point) => { pad.point = point; update(); };
    return {
      canvas: pad.canvas,
      controls: [element("div", { class: "buttons" },
        explorables.button("Random point", () =>
          go([...noise(2)].map((value) => Math.max(-reach, Math.min(reach, value))))),
        explorables.button("To the middle", () => go([0, 0])))],
      noise: () => pad.point,
      text: () => `z = ${explorables.point(pad.point)}`,
    };
  }

  /** More of them: the way between two points, and directions across it. */
  function wayAndDirections(network, update, values) {
    let [from, to] = [noise(network.latent), noise(network.latent)];
    let share = 0;

    const way = explorables.slider({
      label: "way from point A to point B", min: 0, max: 1, step: 0.005, value: 0,
      onInput: (value) => { walk.stop(); share = value; update(); },
      text: (value) => `${Math.round(100 * value)} %`,
    });
    const sliders = network.directions.map((_, index) => explorables.slider({
      label: `direction ${index + 1}`, min: -4, max: 4, step: 0.05, value: 0, onInput: () => update(),
    }));

    const walk = explorables.animation((seconds) => {
      share += seconds * 0.3;
      if (share >= 1) [from, to, share] = [to, noise(network.latent), share - 1];
      way.value = share;
      update();
      return true;
    }, (isRunning) => {
      walkButton.textContent = isRunning ? "Stop" : "Walk";
      values.setAttribute("aria-live", isRunning ? "off" : "polite");
    });
    const walkButton = explorables.button("Walk", () => { if (walk.isRunning) walk.stop(); else walk.start(); });
    const fresh = explorables.button("New points", () => {
      [from, to] = [noise(network.latent), noise(network.latent)];
      way.value = share = 0;
      update();
    });
    const middle = explorables.button("Directions to 0", () => {
      for (const slider of sliders) slider.value = 0;
      update();
    });
    const buttons = element("div", { class: "buttons" }, fresh, middle);
    // Who asked for pages without motion moves the slider of the way.
    if (!explorables.isStill()) buttons.prepend(walkButton);

    return {
      controls: [way.root, buttons, ...sliders.map((slider) => slider.root)],
      noise() {
        const z = arc(from, to, share);
        sliders.forEach((slider, index) => {
          const amount = slider.value;
          if (amount) network.directions[index].forEach((value, i) => { z[i] += amount * value; });
        });
        return z;
      },
      text() {
        const moved = sliders
          .map((slider, index) => slider.value ? `direction ${index + 1}: ${number(slider.value, 1)}` : null)
          .filter(Boolean);
        return `${Math.round(100 * share)} % of the way from A to B${moved.length ? `, ${moved.join(", ")}` : ""}`;
      },
    };
  }
});
