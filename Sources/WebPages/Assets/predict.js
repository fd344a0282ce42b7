// Predictions: the reader chooses before the run, the choice is locked, and the answer unfolds. In the live book the
// server keeps it, beside the runs; in a file the browser does. Without scripts question and answer are text.
"use strict";

(() => {
  const token = document.querySelector("meta[name=live-token]")?.content;
  const chapter = location.pathname.split("/").pop().replace(/\.html$/, "");

  const keyOf = (question) => "prediction/" + chapter + "/" + question.dataset.prediction + "/" + question.dataset.question;

  function stored(question) {
    try { return localStorage.getItem(keyOf(question)); } catch { return null; }
  }

  /** Keeps an answer; says what was kept: an earlier answer goes before this one. */
  async function keep(question, answer) {
    if (question.dataset.unit !== undefined && !/^[-+−]?[\d.,]+(e[-+]?\d+)?\s*\S*$/i.test(answer)) {
      throw new Error("Expected a number, found “" + answer + "”.");
    }
    if (token) {
      const response = await fetch("live/predict", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Live-Token": token },
        body: JSON.stringify({ chapter, prediction: question.dataset.prediction, answer }),
      });
      if (!response.ok) throw new Error((await response.text()).trim() || "The server answered " + response.status + ".");
      return String((await response.json()).answer);
    }
    try { localStorage.setItem(keyOf(question), answer); } catch { /* It lasts for this page. */ }
    return answer;
  }

  function setUp(question) {
    const id = question.dataset.prediction;
    const answer = document.querySelector('details.answer[data-answer="' + CSS.escape(id) + '"]');
    const isNumber = question.dataset.unit !== undefined;
    const items = [...question.querySelectorAll(":scope > ol > li")];
    const form = document.createElement("p");
    form.className = "predict-form";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Lock my prediction";
    const say = document.createElement("span");
    say.setAttribute("role", "status");
    let field = null;
    if (isNumber) {
      field = document.createElement("input");
      field.inputMode = "decimal";
      field.size = 8;
      field.setAttribute("aria-label", "Your prediction" + (question.dataset.unit ? " in " + question.dataset.unit : ""));
      form.append(field, " " + question.dataset.unit + " ");
      field.addEventListener("keydown", (event) => { if (event.key === "Enter") button.click(); });
    } else {
      items.forEach((item, index) => {
        const label = document.createElement("label");
        const choice = document.createElement("input");
        Object.assign(choice, { type: "radio", name: "predict-" + id, value: String(index + 1) });
        const words = document.createElement("span");
        words.append(...item.childNodes);
        label.append(choice, words);
        item.append(label);
      });
    }
    form.append(button, " ", say);
    question.append(form);

    function lock(value) {
      question.classList.add("locked");
      for (const input of question.querySelectorAll("input")) input.disabled = true;
      button.hidden = true;
      if (isNumber) {
        field.value = value;
        say.textContent = "Locked.";
      } else {
        const chosen = items[Number(value) - 1];
        chosen?.classList.add("mine");
        const choice = chosen?.querySelector("input");
        if (choice) choice.checked = true;
        say.textContent = "Locked: " + value + ".";
        answer?.querySelectorAll(":scope > ol > li")[Number(value) - 1]?.classList.add("mine");
      }
      say.append(" The answer stands below the results of this step.");
      if (answer) answer.open = true;
    }

    button.addEventListener("click", async () => {
      const value = isNumber ? field.value.trim() : question.querySelector("input:checked")?.value;
      if (!value) {
        say.textContent = isNumber ? "Type a number first." : "Choose one first.";
        return;
      }
      try {
        lock(await keep(question, value));
      } catch (error) {
        say.textContent = error.message;
      }
    });

    const earlier = question.dataset.locked ?? (token ? null : stored(question));
    if (earlier) lock(earlier);
  }

  for (const question of document.querySelectorAll(".predict[data-prediction]")) setUp(question);
})();
