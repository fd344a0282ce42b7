// What a page of the live book does besides what a page in a file does: it runs lessons, and shows how far they are.
// Nothing is started by opening a page. Without scripts the page is complete, and as it stands in a file.
"use strict";

(() => {
  // Only pages of the owner carry the token; readers see what happens and change nothing.
  const token = document.querySelector("meta[name=live-token]")?.content;
  const isOwner = Boolean(token);
  const name = location.pathname.split("/").pop().replace(/\.html$/, "");
  const article = document.querySelector("article.chapter");

  /** What the server said last, and each run's progress by its chapter. */
  let state = null;
  const progress = new Map();

  /** An element with classes, text or children. */
  function make(tag, classes = "", ...children) {
    const element = document.createElement(tag);
    if (classes) element.className = classes;
    element.append(...children);
    return element;
  }

  function button(label, action) {
    const element = make("button", "", label);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }

  /** Tells what went wrong, in the server's words. */
  async function answer(response) {
    if (response.ok) return response.json();
    throw new Error((await response.text()).trim() || "The server answered " + response.status + ".");
  }

  const get = async (address) => answer(await fetch(address));

  async function post(address, order) {
    return answer(await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Live-Token": token },
      body: JSON.stringify(order),
    }));
  }

  // The exercises have a script of their own.
  window.liveBook = { isOwner, make, button, post };

  const duration = (seconds) =>
    seconds < 59.5 ? Math.max(1, Math.round(seconds)) + " s"
      : seconds < 3570 ? Math.floor(seconds / 60) + " min " + Math.round(seconds % 60) + " s"
        : Math.floor(seconds / 3600) + " h " + Math.round((seconds % 3600) / 60) + " min";

  const number = (value) => Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));

  const date = (seconds) =>
    new Date(1000 * seconds).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

  const bytes = (count) =>
    count < 1e6 ? Math.ceil(count / 1e3) + " kB" : (count / 1e6).toFixed(count < 1e7 ? 1 : 0) + " MB";

  const list = (words) => words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words.at(-1);

  const chapterNow = (wanted) => state?.chapters.find((chapter) => chapter.name === wanted);

  /** `step train, 4800 of 12000, 2 min left` */
  function progressText(run) {
    if (!run.step) return "reading data, building networks";
    const loop = run.loop && !/^\d+$/.test(run.loop) ? " (" + run.loop + ")" : "";
    const parts = ["step " + run.step + loop];
    if (run.count) {
      parts.push(run.iteration + " of " + run.count);
      if (run.secondsLeft !== undefined && run.iteration < run.count) parts.push(duration(run.secondsLeft) + " left");
    }
    return parts.join(", ");
  }

  // ---- The run that goes on, in the bar of every page

  const now = make("a", "live-now");
  now.hidden = true;
  document.querySelector("header.site .home")?.after(now);

  function showNow() {
    const [running, run] = [...progress][0] ?? [];
    now.hidden = !run;
    if (!run) return;
    const share = run.count ? Math.floor((100 * run.iteration) / run.count) + " %" : "";
    now.href = running + ".html" + (run.step ? "#live-" + run.step : "");
    now.textContent = "Running: chapter " + Number(running.slice(0, 2)) + (run.step ? ", " + run.step : "") + " " + share;
  }

  // ---- A chart of what a step logs

  const drawing = "http://www.w3.org/2000/svg";

  class Chart {
    constructor() {
      this.loops = new Map();
      this.latest = null;
      this.picture = document.createElementNS(drawing, "svg");
      this.picture.setAttribute("viewBox", "0 0 600 190");
      this.picture.setAttribute("role", "img");
      this.legend = make("p", "live-legend");
      this.element = make("div", "live-chart", this.picture, this.legend);
      this.element.hidden = true;
    }

    /** What `metrics.csv` holds. */
    read(series) {
      for (const loop of series.loops) {
        const columns = new Map(loop.columns.map((column) => [column.name, column.points]));
        // What came by events after the file was written stays.
        for (const [column, points] of this.loops.get(loop.name)?.columns ?? []) {
          const kept = columns.get(column) ?? [];
          const last = kept.length ? kept.at(-1)[0] : -1;
          columns.set(column, kept.concat(points.filter(([iteration]) => iteration > last)));
        }
        this.loops.set(loop.name, { columns });
      }
      this.draw();
    }

    /** The latest values of a run that goes on. */
    add(run) {
      if (!run.loop || !run.iteration) return;
      this.latest = run.loop;
      const loop = this.loops.get(run.loop) ?? { columns: new Map() };
      this.loops.set(run.loop, loop);
      loop.count = run.count;
      for (const [column, value] of Object.entries(run.values)) {
        const points = loop.columns.get(column) ?? [];
        // A run that begins again begins its curves again.
        while (points.length && points.at(-1)[0] >= run.iteration) points.pop();
        points.push([run.iteration, value]);
        loop.columns.set(column, points);
      }
      this.draw();
    }

    clear() {
      this.loops.clear();
      this.latest = null;
      this.draw();
    }

    draw() {
      const loopName = this.latest ?? [...this.loops.keys()].at(-1);
      const loop = this.loops.get(loopName);
      let columns = loop ? [...loop.columns].filter(([, points]) => points.length) : [];
      // Losses belong in one picture; shares and lengths beside them would need axes of their own.
      const losses = columns.filter(([column]) => column.startsWith("loss"));
      columns = (losses.length ? losses : columns.slice(0, 1)).slice(0, 4);
      this.element.hidden = !columns.some(([, points]) => points.length > 1);
      if (this.element.hidden) return;
      const values = columns.flatMap(([, points]) => points.map((point) => point[1])).sort((a, b) => a - b);
      // A single spike would flatten all else.
      const cut = Math.floor(values.length / 100);
      let [low, high] = [values[cut], values[values.length - 1 - cut]];
      if (low === high) [low, high] = [low - 0.5, high + 0.5];
      // How much is left the bar says; the curves have the whole width.
      const end = Math.max(...columns.map(([, points]) => points.at(-1)[0]), 1);
      const x = (iteration) => 60 + (530 * iteration) / end;
      const y = (value) => 165 - (150 * (Math.min(Math.max(value, low), high) - low)) / (high - low);
      const parts = [];
      const text = (content, left, top, anchor) => {
        const label = document.createElementNS(drawing, "text");
        label.setAttribute("x", left);
        label.setAttribute("y", top);
        label.setAttribute("text-anchor", anchor);
        label.textContent = content;
        parts.push(label);
      };
      const frame = document.createElementNS(drawing, "path");
      frame.setAttribute("class", "frame");
      frame.setAttribute("d", "M60 15V165H590");
      parts.push(frame);
      text(number(high), 54, 20, "end");
      text(number(low), 54, 168, "end");
      text("0", 60, 184, "middle");
      text("iteration " + end, 590, 184, "end");
      this.legend.replaceChildren();
      columns.forEach(([column, points], index) => {
        const line = document.createElementNS(drawing, "path");
        line.setAttribute("class", "line line" + index);
        line.setAttribute("d", points.map(([i, v], k) => (k ? "L" : "M") + x(i).toFixed(1) + " " + y(v).toFixed(1)).join(""));
        parts.push(line);
        this.legend.append(make("span", "key key" + index, column + " " + number(points.at(-1)[1])), " ");
      });
      this.picture.setAttribute("aria-label",
        "Curves of " + list(columns.map(([column]) => column)) + " over the iterations of this step");
      this.picture.replaceChildren(...parts);
    }
  }

  // ---- A step

  class StepBox {
    constructor(section) {
      this.section = section;
      this.id = section.dataset.step;
      this.state = make("span", "badge");
      this.say = make("span", "live-say");
      this.buttons = make("span", "live-buttons");
      this.bar = make("progress");
      this.bar.setAttribute("aria-label", "Progress of step " + this.id);
      this.bar.hidden = true;
      this.chart = new Chart();
      this.figures = make("div", "live-figures");
      this.confirm = make("div", "live-confirm");
      this.confirm.hidden = true;
      this.element = make("div", "live-step", make("p", "live-line", this.state, " ", this.say, " ", this.buttons),
        this.confirm, this.bar, this.chart.element, this.figures);
      this.element.id = "live-" + this.id;
      const place = section.querySelector(":scope > .results, :scope > p.run");
      if (place) place.before(this.element); else section.prepend(this.element);
      if (isOwner) {
        this.run = button("Run this step", () => this.ask({ only: this.id }));
        this.from = button("Run from here", () => this.ask({ from: this.id }));
        this.stop = button("Stop", () => panel.stop());
        this.buttons.append(this.run, this.from, this.stop);
      }
    }

    /** Says what would happen; starts at once where nothing is lost and nothing is different. */
    async ask(selection) {
      this.confirm.hidden = false;
      try {
        const order = panel.order(selection);
        const plan = await post("live/plan", order);
        const { preview } = plan;
        if (!preview.replaced.length && !preview.changes.length && !preview.notes.length) {
          this.confirm.hidden = true;
          return await post("live/run", order);
        }
        const start = button("Start", async () => {
          this.confirm.hidden = true;
          try { await post("live/run", order); } catch (error) { this.fail(error); }
        });
        this.confirm.replaceChildren(describe(plan),
          make("p", "live-buttons", start, button("Not now", () => { this.confirm.hidden = true; })));
        start.focus();
      } catch (error) {
        this.fail(error);
      }
    }

    fail(error) {
      this.confirm.hidden = false;
      this.confirm.replaceChildren(make("p", "live-error", error.message),
        make("p", "live-buttons", button("Close", () => { this.confirm.hidden = true; })));
    }

    show(step, chapter) {
      const wasRunning = this.isRunning;
      this.isRunning = step.status === "running";
      this.state.textContent = step.status;
      this.state.className = "badge " + badge(step.status);
      if (!this.isRunning) this.say.textContent = step.seconds ? duration(step.seconds) : "";
      if (isOwner) {
        this.stop.hidden = !this.isRunning;
        this.run.hidden = this.from.hidden = this.isRunning;
      }
      this.bar.hidden = !this.isRunning;
      this.section.classList.toggle("live-running", this.isRunning);
      if (this.isRunning && !wasRunning) {
        this.chart.clear();
        this.bar.removeAttribute("value");
        this.load();
      }
      if (!this.isRunning && wasRunning) this.chart.element.hidden = true;
      const shown = new Map([...this.figures.children].map((figure) => [figure.dataset.name, figure]));
      const figures = this.isRunning ? chapter.figures : [];
      this.figures.replaceChildren(...figures.map((figure) => {
        const old = shown.get(figure.name) ?? make("figure", "", make("img"), make("figcaption", "", figure.name));
        old.dataset.name = figure.name;
        const image = old.querySelector("img");
        if (image.getAttribute("src") !== figure.address) {
          Object.assign(image, { alt: figure.name + ", saved by step " + this.id, width: figure.width, height: figure.height });
          image.src = figure.address;
        }
        return old;
      }));
    }

    async load() {
      try {
        this.chart.read(await get("live/metrics/" + name + "/" + encodeURIComponent(this.id)));
      } catch { /* The next event asks again. */ }
    }

    tell(run) {
      this.say.textContent = progressText(run);
      if (run.count) {
        this.bar.max = run.count;
        this.bar.value = run.iteration;
      } else {
        this.bar.removeAttribute("value");
      }
      this.chart.add(run);
    }
  }

  function badge(status) {
    return { done: "done", stale: "stale", "run in part": "stale", failed: "stopped", interrupted: "stopped", running: "running" }[status]
      ?? "open";
  }

  /** What a run would do, in words. */
  function describe(plan) {
    const { preview, time, command } = plan;
    const box = make("div", "live-plan");
    const say = (text) => box.append(make("p", "", text));
    const steps = preview.steps.length === 1 ? "step " + preview.steps[0] : "steps " + list(preview.steps);
    say((preview.resumesAt ? "Goes on at step " + preview.resumesAt + ": " : "Runs ") + steps
      + (time ? (time.startsWith("at most") ? ", " : ", about ") + time : "") + ".");
    if (preview.changes.length) say("What changes since the latest run: " + preview.changes.join("; ") + ".");
    if (preview.keepsFormer) say("The present run is kept: the list of runs has it.");
    if (preview.replaced.length) say("Replaces the results of " + list(preview.replaced) + ".");
    for (const note of preview.notes) say(note);
    box.append(make("p", "live-command", "In a terminal: ", make("code", "command", command)));
    return box;
  }

  // ---- The panel of a chapter

  const panel = {
    controls: null,

    build() {
      this.state = make("p", "live-state");
      this.state.setAttribute("role", "status");
      this.queue = make("ul", "live-queue");
      this.element = make("section", "live-panel", this.state);
      this.element.setAttribute("aria-label", "Your runs");
      if (isOwner) this.buildForm();
      this.buildRuns();
      this.element.append(this.queue, this.runs);
      const place = article.querySelector("aside.facts");
      if (place) place.after(this.element); else article.prepend(this.element);
      this.steps = [...article.querySelectorAll("section.step[data-step]")].map((section) => new StepBox(section));
    },

    // -- Runs that are there, two of which can be laid side by side

    buildRuns() {
      this.list = make("ul", "live-runs");
      this.pair = [0, 1].map((index) => {
        const choice = make("select");
        choice.setAttribute("aria-label", index ? "Second run" : "First run");
        return choice;
      });
      const compare = make("button", "", "Compare");
      compare.type = "submit";
      this.choice = make("form", "live-line live-compare", make("span", "", "Lay side by side "), this.pair[0], " and ", this.pair[1], " ", compare);
      this.choice.addEventListener("submit", (event) => {
        event.preventDefault();
        const [first, second] = this.pair.map((choice) => choice.value);
        location.href = "compare.html?" + new URLSearchParams({ chapter: name, first, second });
      });
      this.runs = make("details", "live-settings", make("summary", "", "Your runs"), this.list, this.choice);
      this.runs.addEventListener("toggle", () => { if (this.runs.open) this.loadRuns(); });
    },

    async loadRuns() {
      let runs;
      try { runs = await get("live/runs/" + name); } catch { return; /* It is asked again when something changes. */ }
      this.list.replaceChildren(...runs.map((run) => make("li", "",
        make("strong", "", run.name + (run.givenName && run.givenName !== run.name ? " (" + run.givenName + ")" : "")),
        ": " + [run.differences.join(", "), run.state, run.made && date(run.made), run.bytes && bytes(run.bytes)].filter(Boolean).join(", "))));
      const [first, second] = [runs[0]?.name, runs[1]?.name];
      this.pair.forEach((choice, index) => {
        const chosen = choice.value;
        choice.replaceChildren(...runs.map((run) => make("option", "", run.name)));
        // The one before is on the left.
        choice.value = runs.some((run) => run.name === chosen) ? chosen : index ? first : second;
      });
      this.choice.hidden = runs.length < 2;
    },

    // -- Settings

    async buildForm() {
      this.plan = make("div", "live-plan-place");
      this.plan.setAttribute("aria-live", "polite");
      this.message = make("p", "live-error");
      this.message.setAttribute("role", "alert");
      this.run = button("Run the chapter", () => this.start(this.order({})));
      this.restart = button("Run again from the start", () => this.start(this.order({ restart: true })));
      this.resume = button("Resume", () => this.start({ chapter: name, resume: true }));
      this.halt = button("Stop", () => this.stop());
      this.form = make("form", "live-form");
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.changed());
      this.element.append(this.form, this.plan,
        make("p", "live-buttons", this.run, this.resume, this.restart, this.halt), this.message);
      this.run.disabled = this.restart.disabled = true;
      try {
        this.controls = await get("live/controls/" + name);
      } catch (error) {
        this.message.textContent = error.message;
        return;
      }
      const { times, current, settings } = this.controls;
      this.budget = make("select");
      // A budget for tests is offered where the latest run has it.
      const budgets = ["quick", "standard", "full"];
      if (current && !budgets.includes(current.budget)) budgets.unshift(current.budget);
      for (const budget of budgets) {
        const option = make("option", "", budget + (times[budget] ? ": " + times[budget] : ""));
        option.value = budget;
        this.budget.append(option);
      }
      this.budget.value = current?.budget ?? "standard";
      this.seed = make("input");
      Object.assign(this.seed, { type: "number", min: "0", max: "9007199254740991", step: "1", value: current?.seed ?? "1", required: true });
      this.fields = new Map(settings.map((setting) => [setting.name, this.field(setting)]));
      const rows = make("div", "live-fields", ...[...this.fields.values()].map((field) => field.row));
      const changed = make("summary");
      this.summary = changed;
      this.form.append(
        make("p", "live-line", make("label", "", "Budget ", this.budget), " ", make("label", "", "Seed ", this.seed)),
        ...(settings.length ? [make("details", "live-settings", changed, rows)] : []));
      this.budget.addEventListener("change", () => this.reset());
      this.reset(current?.settings);
      this.run.disabled = this.restart.disabled = false;
    },

    /** A control that knows its range; its help says in what the number counts. */
    field(setting) {
      const id = "setting-" + setting.name;
      let input;
      if (setting.kind === "truth" || setting.kind === "choice") {
        input = make("select");
        for (const choice of setting.choices ?? ["true", "false"]) input.append(make("option", "", choice));
      } else {
        input = make("input");
        input.type = setting.kind === "text" ? "text" : "number";
        if (setting.kind !== "text") {
          input.step = setting.kind === "integer" ? "1" : "any";
          if (setting.low !== undefined) input.min = setting.low;
          if (setting.high !== undefined) input.max = setting.high;
          input.required = true;
        }
      }
      input.id = id;
      const label = make("label", "", setting.name);
      label.htmlFor = id;
      const legal = setting.legal.replace(/^(an integer|a number) /, "");
      const help = make("span", "live-help", setting.help + " (" + legal + ")");
      help.id = id + "-help";
      input.setAttribute("aria-describedby", help.id);
      const standard = button("", () => {
        input.value = setting.defaults[this.budget.value];
        this.changed();
      });
      return { setting, input, standard, row: make("div", "live-field", label, input, standard, help) };
    },

    /** The values of the budget, or those of a run. */
    reset(values) {
      for (const { setting, input } of this.fields.values()) {
        input.value = values?.[setting.name] ?? setting.defaults[this.budget.value];
      }
      this.changed();
    },

    changed() {
      let count = 0;
      for (const { setting, input, standard } of this.fields.values()) {
        const usual = setting.defaults[this.budget.value];
        const isUsual = this.isSame(input.value, usual);
        standard.hidden = isUsual;
        standard.textContent = "Back to " + usual;
        input.closest(".live-field").classList.toggle("live-changed", !isUsual);
        if (!isUsual) count += 1;
      }
      if (this.summary) {
        this.summary.textContent = count
          ? "Settings: " + count + " changed from those of the budget" : "Settings: those of the budget";
      }
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.preview(), 250);
    },

    isSame: (a, b) => a === b || (a !== "" && b !== "" && Number(a) === Number(b)),

    /** What is sent to have the chapter run, or a part of it. */
    order(selection) {
      if (!this.form.reportValidity()) {
        this.form.querySelector("details")?.setAttribute("open", "");
        throw new Error("A setting has a value that it cannot have.");
      }
      const settings = {};
      for (const { setting, input } of this.fields.values()) {
        if (!this.isSame(input.value, setting.defaults[this.budget.value])) settings[setting.name] = input.value;
      }
      return { chapter: name, budget: this.budget.value, seed: Number(this.seed.value), settings, ...selection };
    },

    async preview() {
      if (!this.fields || !this.form.checkValidity()) return;
      try {
        this.plan.replaceChildren(describe(await post("live/plan", this.order({}))));
        this.message.textContent = "";
      } catch (error) {
        this.plan.replaceChildren();
        this.message.textContent = error.message;
      }
    },

    async start(order) {
      this.message.textContent = "";
      try { await post("live/run", order); } catch (error) { this.message.textContent = error.message; }
    },

    async stop() {
      try {
        await post("live/stop", { chapter: name });
        this.state.textContent = "Stopping: it saves what it has.";
      } catch (error) { this.message.textContent = error.message; }
    },

    // -- What happens

    show() {
      const chapter = chapterNow(name);
      if (!chapter) return;
      const conditions = chapter.conditions.length ? " (" + chapter.conditions.join(", ") + ")" : "";
      const job = state.jobs.findLast((job) => job.chapter === name);
      const starting = job?.state === "running" && chapter.status !== "running";
      const text = starting ? "starting" : chapter.status + conditions
        + (chapter.reasons.length && chapter.status === "stale" ? ": " + chapter.reasons.join("; ") : "");
      if (this.shownText !== text) this.state.textContent = "This chapter: " + text + ".";
      this.shownText = text;
      const isBusy = starting || chapter.status === "running";
      if (isOwner) {
        this.halt.hidden = !isBusy;
        this.resume.hidden = isBusy || chapter.status !== "interrupted";
        this.restart.hidden = isBusy || chapter.status !== "interrupted";
        this.run.hidden = isBusy || chapter.status === "interrupted";
      }
      this.queue.replaceChildren(...jobs(name));
      chapter.steps.forEach((step, index) => this.steps[index]?.show(step, chapter));
    },

    tell(run) {
      for (const box of this.steps) if (box.id === run?.step) box.tell(run);
    },
  };

  /** Runs that wait, and what went wrong with the last one. */
  function jobs(chapter) {
    const last = state.jobs.findLast((job) => job.chapter === chapter && job.state !== "waiting");
    return state.jobs.filter((job) => job.state === "waiting" || job === last).flatMap((job) => {
      if (job.state === "waiting") {
        const item = make("li", "", "Waits: ", make("code", "", job.command), " ");
        if (isOwner) item.append(button("Cancel", () => post("live/cancel", { job: job.id }).catch(() => {})));
        return [item];
      }
      if (job.state !== "failed") return [];
      return [make("li", "live-error", "The last run failed:", make("pre", "", job.message ?? "exit code " + job.exitCode))];
    });
  }

  // ---- What a run has found appears on the page that is open

  /** Nodes that a script has made its own stay as they are. */
  const isKept = (node) => node.nodeType === 1
    && (node.matches(".live-step, .live-panel") || node.matches("canvas, [data-explorable], .explorable")
      || node.querySelector("canvas, input, [data-explorable], .explorable"));

  function parts(section) {
    return [...section.children].filter((child) => !child.matches(".live-step, .live-panel"));
  }

  function replace(old, fresh) {
    if (isKept(old) || old.isEqualNode(fresh)) return;
    const open = [...old.querySelectorAll("details")].map((details) => details.open);
    const node = document.importNode(fresh, true);
    [...node.querySelectorAll("details")].forEach((details, index) => { details.open = open[index] ?? details.open; });
    old.replaceWith(node);
  }

  /** @param steps those that have run meanwhile */
  async function refresh(steps) {
    const response = await fetch(location.pathname, { cache: "no-cache" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const pairs = [...article.querySelectorAll("section.step[data-step]")].map((section) =>
      [section, page.querySelector('section.step[data-step="' + CSS.escape(section.dataset.step) + '"]')]);
    const facts = [article.querySelector("aside.facts"), page.querySelector("aside.facts")];
    if (facts[0] && facts[1]) replace(...facts);
    for (const [old, fresh] of pairs) {
      if (!fresh) continue;
      const [before, after] = [parts(old), parts(fresh)];
      if (before.length === after.length) {
        before.forEach((node, index) => replace(node, after[index]));
      } else {
        // The text itself has changed: it comes with the next reload, the results come now.
        const find = (section) => section.querySelector(":scope > .results, :scope > p.run");
        if (find(old) && find(fresh)) replace(find(old), find(fresh));
      }
    }
    // A figure that was drawn anew has the address that it had. Until its step has ended it is not there.
    const ended = chapterNow(name)?.steps.filter((step) => /^(done|stale|failed)$/.test(step.status)).map((step) => step.id) ?? [];
    const drawn = steps.filter((step) => ended.includes(step));
    for (const image of article.querySelectorAll("img")) {
      const address = image.getAttribute("src").split("?")[0];
      const isNew = drawn.some((step) => address.startsWith("runs/" + name + "/" + step + "-"));
      if (isNew && !image.closest(".live-step")) image.src = address + "?v=" + Date.now();
    }
  }

  // ---- The contents

  function showContents() {
    for (const chapter of state.chapters) {
      const item = document.querySelector('ol.chapters a[href="' + chapter.name + '.html"]')?.closest("li");
      const mark = item?.querySelector(".badge");
      if (!mark) continue;
      const conditions = chapter.conditions.length && chapter.status !== "running" ? " (" + chapter.conditions.join(", ") + ")" : "";
      mark.textContent = chapter.status + conditions;
      mark.className = "badge " + badge(chapter.status);
    }
  }

  // ---- Events

  let source = null;
  let results = null;

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("live/events");
    source.addEventListener("state", (event) => {
      state = JSON.parse(event.data);
      for (const chapter of progress.keys()) if (chapterNow(chapter)?.status !== "running") progress.delete(chapter);
      showNow();
      if (!article) return showContents();
      panel.show();
      // Each step that ends has new results; so has a step that somebody ran elsewhere.
      const steps = new Map(chapterNow(name)?.steps.map((step) => [step.id, step.status + " " + step.seconds]));
      if (results !== null) {
        const changed = [...steps.keys()].filter((step) => steps.get(step) !== results.get(step));
        if (changed.length) {
          refresh(changed).catch(() => {});
          if (panel.runs.open) panel.loadRuns();
          if (isOwner) panel.changed();
        }
      }
      results = steps;
    });
    source.addEventListener("progress", (event) => {
      const { chapter, progress: run } = JSON.parse(event.data);
      if (run) progress.set(chapter, run); else progress.delete(chapter);
      showNow();
      if (article && chapter === name && run) panel.tell(run);
    });
    source.addEventListener("metrics", (event) => {
      if (!article || JSON.parse(event.data).chapter !== name) return;
      for (const box of panel.steps) if (box.isRunning) box.load();
    });
    source.addEventListener("open", () => document.documentElement.classList.remove("live-lost"));
    source.addEventListener("error", () => document.documentElement.classList.add("live-lost"));
  }

  // Browsers keep few connections to one server: a page that nobody sees needs none.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return listen();
    source?.close();
    source = null;
  });

  if (article && article.querySelector("section.step")) panel.build();
  listen();
})();
