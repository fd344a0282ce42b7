// Exercises on a page of the live book: the task, the learner's file, checks, hints and the solution, as the commands give
// them. The file is the same one that an editor would open.
"use strict";

(() => {
  const { isOwner, make, button, post } = window.liveBook;
  if (!isOwner) return;

  class Exercise {
    constructor(item) {
      this.item = item;
      this.name = item.dataset.exercise;
      this.open = button("Work on it here", () => this.perform("begin"));
      this.status = make("p", "live-exercise-status");
      this.status.setAttribute("role", "status");
      item.append(make("p", "live-buttons", this.open), this.status);
    }

    /** Task, file and buttons, made when they are first asked for. */
    build() {
      this.task = make("div", "live-task");
      this.file = make("p", "live-command");
      this.text = make("textarea", "live-text");
      this.text.spellcheck = false;
      this.text.setAttribute("aria-label", "Your file for this exercise");
      this.hint = button("Hint", () => this.perform("hint"));
      this.buttons = make("p", "live-buttons",
        button("Check", () => this.perform("check", { text: this.text.value })), this.hint,
        button("Put back", () => {
          if (confirm("Put the file back as it was handed out? Yours is kept beside it.")) this.perform("reset");
        }),
        button("Solution", () => {
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
      for (const each of buttons) each.disabled = true;
      this.status.textContent = action === "check" ? "Compiling and checking …" : "";
      try {
        const view = await post("live/exercise", { exercise: this.name, action, ...rest });
        if (!this.box) this.build();
        this.show(view, action);
      } catch (error) {
        this.status.textContent = error.message;
      }
      for (const each of buttons) each.disabled = false;
      if (this.hint) this.hint.disabled = this.allHints;
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
