"use strict";
// Filter and expand; the report is complete and readable without it.
(() => {
  const forms = [...document.querySelectorAll("details.form")];
  const filter = document.querySelector(".filter");
  const rows = new Map(
    [...document.querySelectorAll("tr[data-form]")].map((row) => [row.dataset.form, row]),
  );

  if (filter) {
    const { text, status, rule, expand, collapse } = filter.elements;
    const words = new Map(
      forms.map((form) => {
        const said = [form.querySelector("summary"), form.querySelector(".head")];
        return [form, said.map((part) => part.textContent).join(" ").toLowerCase()];
      }),
    );
    const apply = () => {
      const wanted = text.value.trim().toLowerCase().split(/\s+/);
      let shown = 0;
      for (const form of forms) {
        const fits =
          wanted.every((word) => words.get(form).includes(word)) &&
          (!status.value || form.dataset.status === status.value) &&
          (!rule.value || form.dataset.rules.split(" ").includes(rule.value));
        form.hidden = rows.get(form.id).hidden = !fits;
        shown += fits;
      }
      filter.querySelector("output").value = `${shown} / ${forms.length}`;
    };
    const setOpen = (open) => forms.filter((form) => !form.hidden).forEach((form) => (form.open = open));
    filter.hidden = false;
    filter.addEventListener("input", apply);
    filter.addEventListener("submit", (event) => event.preventDefault());
    expand.addEventListener("click", () => setOpen(true));
    collapse.addEventListener("click", () => setOpen(false));
    document.querySelectorAll("button[data-rule]").forEach((button) =>
      button.addEventListener("click", () => {
        rule.value = button.dataset.rule;
        apply();
        filter.scrollIntoView({ behavior: "smooth" });
      }),
    );
    apply();
  }

  // More would bury the overview's links.
  if (forms.length <= 3) forms.forEach((form) => (form.open = true));

  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const form = target?.closest("details.form");
    if (form) {
      form.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((part) => (part.open = true));
  });
  addEventListener("afterprint", () => closed.forEach((part) => (part.open = false)));

  // Touch screens have no tooltips: a tap on a figure shows what is known of it.
  const tip = document.getElementById("tip");
  addEventListener("click", (event) => {
    const figure = event.target.closest?.(".fig[title]");
    tip.hidden = !figure;
    if (figure) tip.textContent = figure.title;
  });
})();
