// Exercises on a page of the live book: the task, the learner's file, checks, hints and the solution, as the commands give
// them. The file is the same one that an editor would open.
"use strict";

(() => {
  const token = document.querySelector("meta[name=live-token]")?.content;
  if (!token || !document.querySelector("meta[name=live-exercises]")) return;

  function make(tag, classes = "", ...children) {
    const element = document.createElement(tag);
    if (classes) element.className = classes;
    element.append(...children);
    return element;
  }

  async function ask(order) {
    const response = await fetch("live/exercise", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Live-Token": token },
      body: JSON.stringify(order),
    });
    if (response.ok) return response.json();
    throw new Error((await response.text()).trim() || "The server answered " + response.status + ".");
  }

  class Exercise {
    constructor(item) {
      this.item = item;
      this.name = item.dataset.exercise;
      this.open = this.button("Work on it here", () => this.perform("begin"));
      this.status = make("p", "live-exercise-status");
      this.status.setAttribute("role", "status");
      item.append(make("p", "live-buttons", this.open), this.status);
    }

    button(label, action) {
      const button = make("button", "", label);
      button.type = "button";
      button.addEventListener("click", action);
      return button;
    }

    /** Task, file and buttons, made when they are first asked for. */
    build() {
      this.task = make("div", "live-task");
      this.file = make("p", "live-command");
      this.text = make("textarea", "live-text");
      this.text.spellcheck = false;
      this.text.setAttribute("aria-label", "Your file for this exercise");
      this.hint = this.button("Hint", () => this.perform("hint"));
      this.buttons = make("p", "live-buttons",
        this.button("Check", () => this.perform("check", { text: this.text.value })), this.hint,
        this.button("Put back", () => {
          if (confirm("Put the file back as it was handed out? Yours is kept beside it.")) this.perform("reset");
        }),
        this.button("Solution", () => {
          if (this.hasPassed || confirm("This exercise has not passed yet. Show the solution all the same?")) this.perform("solution");
        }));
      this.hints = make("div", "live-hints");
      this.solution = make("pre", "live-solution");
      this.solution.hidden = true;
      this.box = make("div", "live-exercise", this.task, this.file, this.text, this.buttons, this.hints, this.solution);
      this.item.insertBefore(this.box, this.status);
      this.open.hidden = true;
    }

    async perform(action, rest = {}) {
      const buttons = [...this.item.querySelectorAll("button")];
      for (const button of buttons) button.disabled = true;
      this.status.textContent = action === "check" ? "Compiling and checking …" : "";
      try {
        const view = await ask({ exercise: this.name, action, ...rest });
        if (!this.box) this.build();
        this.show(view, action);
      } catch (error) {
        this.status.textContent = error.message;
      }
      for (const button of buttons) button.disabled = false;
      this.hint && (this.hint.disabled = this.allHints);
    }

    show(view, action) {
      this.task.innerHTML = view.task;
      this.file.textContent = view.file;
      // A hint or the solution leaves what is being written as it is.
      if (["begin", "check", "reset"].includes(action)) {
        this.text.value = view.text;
        this.text.rows = Math.min(40, view.text.split("\n").length + 1);
      }
      this.hasPassed = view.hasPassed;
      this.allHints = view.hints.length === view.hintCount;
      this.hint.textContent = "Hint (" + view.hints.length + " of " + view.hintCount + " given)";
      this.hints.innerHTML = view.hints.map((hint, index) => "<div><strong>Hint " + (index + 1) + "</strong>" + hint + "</div>").join("");
      if (view.solution !== undefined) {
        this.solution.textContent = view.solution;
        this.solution.hidden = false;
      }
      const result = view.result;
      if (!result) return;
      const seconds = result.seconds ? " (" + result.seconds.toFixed(1) + " s)" : "";
      this.status.replaceChildren(make("strong", "", result.outcome === "passed" ? "Passed" : result.outcome[0].toUpperCase() + result.outcome.slice(1)), seconds);
      const checks = make("ul", "live-checks", ...result.passed.map((check) => make("li", "", "✓ " + check)));
      if (result.check) checks.append(make("li", "", "✗ " + result.check));
      if (checks.children.length) this.status.append(checks);
      if (result.message) this.status.append(make("pre", "live-message", result.message));
      if (view.hasPassed && !this.item.querySelector(".badge.done")) {
        this.item.querySelector("strong").after(" ", make("span", "badge done", "passed"));
      }
    }
  }

  for (const item of document.querySelectorAll("[data-exercise]")) new Exercise(item);
})();
