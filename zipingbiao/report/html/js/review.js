// The review: what is in doubt, one after the other, beside the page; saved as corrections.csv.
const review = (() => {
  const { data, h, t, word, say, subject, form: unpacked } = Z;
  const COLUMNS = ["form_id", "sha256", "table", "line", "column", "read", "was", "value", "by", "at"];
  const said = new Map(); // form_id + key → a line of the file
  let queue = null, at = 0, by = "";


  const nameOf = (id, key) => `${id}\n${key}`;
  const doubted = (entry) => entry.figures[3] > 0 || entry.findings.some(([, severity]) => severity !== "info");

  /** Everything to look at: figures in doubt, then findings, form by form. */
  async function gathered() {
    const items = [];
    for (const [number, entry] of data.forms.entries()) {
      if (!doubted(entry)) continue;
      const form = await unpacked(number);
      const seen = new Set();
      const add = (key, finding) => {
        const figure = figureAt(form, key);
        const place = JSON.stringify(figure?.places);
        if (!figure || seen.has(place + key)) return;
        seen.add(place + key);
        items.push({ form, key, figure, finding });
      };
      for (const [key, figure] of figuresOf(form)) if (figure.status === "doubtful") add(key, null);
      for (const finding of form.findings) if (finding.severity !== "info" && finding.values[0]) add(finding.values[0], finding);
    }
    return items;
  }

  function figureAt(form, key) {
    const [table, line, column] = key.split("/");
    if (table === "forms") return form[column];
    const row = form[table]?.[Number(line) - 1];
    if (row?.[column]) return row[column];
    // The score of a level stands in the tree only.
    const level = /^level(\d)_score$/.exec(column)?.[1];
    const find = (nodes) => nodes.map((node) => (node.level === Number(level) && node.lines[0] === Number(line) ? node.score : find(node.children))).find(Boolean);
    return level ? find(form.tree) : null;
  }

  function* figuresOf(form) {
    for (const column of ["total_weight", "total_score"]) if (form[column]) yield [`forms/1/${column}`, form[column]];
    for (const table of ["funds", "indicators"])
      for (const row of form[table])
        for (const [column, value] of Object.entries(row)) if (value && typeof value === "object" && "confidence" in value && column !== "coefficient") yield [`${table}/${row.line}/${column}`, value];
  }

  const valueOf = (form) => (key) => said.get(nameOf(form.form_id, key))?.value ?? figureAt(form, key)?.value ?? "";

  function rowName(form, key) {
    const [table, line, column] = key.split("/");
    const row = form[table]?.[Number(line) - 1];
    const name = table === "funds" ? row.label : table === "indicators" ? [row.level1, row.level2, row.level3].filter(Boolean).join(" › ") : "";
    return `${name} ${word("columns", column)}`.trim();
  }

  /** The sums that a figure is in, as they come out now. */
  function ties(item) {
    const { form, key } = item;
    const mine = form.ties.filter((tie) => tie.total === key || tie.options.some((option) => option.includes(key)));
    return h("ul", { class: "ties" }, mine.map((tie) => {
      const found = sums.check(tie, valueOf(form));
      const name = `${word("rules", tie.rule)} · ${subject(form, tie.subject)}`;
      if (!found) return h("li", {}, `${name}: `, t("有缺项，无法核对", "a part is missing"));
      const result = found.holds ? h("b", { class: "holds" }, `✓ ${t("成立", "holds")}`) : h("b", { class: "fails" }, `✗ ${t("差", "off by")} ${found.off}`);
      return h("li", {}, `${name}: ${valueOf(form)(tie.total)} / ${found.sum} `, result);
    }));
  }

  function settle(item, value) {
    const [table, line, column] = item.key.split("/");
    if (value !== sums.NONE && sums.exact(value) === null) return void say(t("不是数字", "no number"));
    said.set(nameOf(item.form.form_id, item.key), {
      form_id: item.form.form_id, sha256: item.form.sha256, table, line, column,
      read: item.figure.text, was: item.figure.value ?? "", value: value.trim(), by, at: new Date().toISOString().slice(0, 19) + "Z",
    });
    step(1);
  }

  /** Take another reading; one that is no plain number goes into the field, to be put right. */
  function choose(item, text) {
    const number = /-?[\d,，]*\.?\d+/.exec(text)?.[0].replace(/[,，]/g, "");
    if (number === text.trim()) return settle(item, number);
    if (text.trim() === sums.NONE) return settle(item, sums.NONE);
    const field = main.querySelector("input[name=value]");
    field.value = number ?? text;
    field.dispatchEvent(new Event("input"));
    field.focus();
  }

  function step(by) {
    at = Math.max(0, Math.min(queue.length, at + by));
    draw();
  }

  /** The file that `zipingbiao apply` takes. */
  function csv() {
    const cell = (value) => (/[",\r\n]/.test(value) ? `"${`${value}`.replaceAll('"', '""')}"` : `${value}`);
    const lines = [COLUMNS, ...[...said.values()].map((row) => COLUMNS.map((name) => row[name]))];
    return "\ufeff" + lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
  }

  function save() {
    const link = h("a", { download: "corrections.csv", href: URL.createObjectURL(new Blob([csv()], { type: "text/csv" })) });
    link.click();
    say(t("已保存 corrections.csv", "corrections.csv was saved"));
  }

  let main;

  function draw() {
    const head = h("header", { class: "reviewing" },
      h("h2", {}, t("复核", "Review")), h("span", {}, `${Math.min(at + 1, queue.length)} / ${queue.length}`),
      h("label", {}, `${t("复核人", "by")} `, h("input", { name: "by", value: by, oninput: (event) => (by = event.target.value) })),
      h("button", { type: "button", name: "save", disabled: !said.size, onclick: save }, `${t("保存", "save")} corrections.csv (${said.size})`));
    const item = queue[at];
    const body = item ? card(item) : h("p", { class: "done" }, queue.length ? t("已到末尾。保存后运行：zipingbiao apply OUT corrections.csv", "That was all. Save, then run: zipingbiao apply OUT corrections.csv") : t("没有存疑的数字。", "Nothing is in doubt."));
    main.replaceChildren(h("nav", { class: "steps" }, h("a", { href: "#" }, t("← 总览", "← overview"))), head, body);
    main.querySelector("input[name=value]")?.focus();
    if (item) say(rowName(item.form, item.key));
  }

  function card(item) {
    const { form, key, figure, finding } = item;
    const now = said.get(nameOf(form.form_id, key))?.value ?? figure.value ?? "";
    const results = h("div", {}, ties(item));
    const input = h("input", {
      name: "value", value: now, inputmode: "decimal", autocomplete: "off", "aria-label": t("数值", "value"),
      oninput: (event) => {
        const before = said.get(nameOf(form.form_id, key));
        said.set(nameOf(form.form_id, key), { value: event.target.value });
        results.replaceChildren(ties(item));
        before ? said.set(nameOf(form.form_id, key), before) : said.delete(nameOf(form.form_id, key));
      },
    });
    const choices = figure.alternatives.slice(0, 9).map((one, place) =>
      h("button", { type: "button", class: "choice", onclick: () => choose(item, one.text) }, h("kbd", {}, `${place + 1}`), ` ${one.text} `, h("small", {}, `${Math.round(100 * one.probability)} %`)));
    return h("form", { class: "card", onsubmit: (event) => (event.preventDefault(), settle(item, input.value)) },
      h("p", {}, h("a", { href: `#form/${encodeURIComponent(form.form_id)}` }, form.title || form.form_id), h("small", {}, ` ${[form.department, form.project].filter(Boolean).join(" · ")}`)),
      h("h3", {}, rowName(form, key)), finding ? h("p", { class: `why ${finding.severity}` }, t(finding.message, finding.message_en || finding.message)) : null,
      pictures.crop(form, figure.places[0]) ?? h("p", { class: "none" }, t("没有页面图像", "no picture of the page")),
      h("p", {}, t("读作 ", "read as "), h("code", {}, figure.text || "—"), " ", h("span", { class: `fig ${figure.status}` }, word("statuses", figure.status), overview.sign(figure.status))),
      h("div", { class: "choices" }, input,
        h("button", { type: "submit", name: "accept" }, h("kbd", {}, "⏎"), ` ${t("采纳", "accept")}`), choices,
        h("button", { type: "button", name: "none", onclick: () => settle(item, sums.NONE) }, h("kbd", {}, "n"), ` ${t("无数字", "no number")}`),
        h("button", { type: "button", name: "skip", onclick: () => step(1) }, h("kbd", {}, "s"), ` ${t("跳过", "skip")}`),
        h("button", { type: "button", name: "back", onclick: () => step(-1) }, h("kbd", {}, "b"), ` ${t("返回", "back")}`)),
      results);
  }

  /** Keys: Enter accepts, 1–9 with Alt or outside the field choose, n is for no number, s skips, b goes back. */
  function pressed(event) {
    if (location.hash !== "#review" || !queue?.[at] || event.ctrlKey || event.metaKey) return;
    const typing = event.target.closest("input") && !event.altKey;
    if (event.key === "s" || event.key === "b") {
      if (event.target.name === "by") return;
      event.preventDefault();
      step(event.key === "s" ? 1 : -1);
    } else if (event.key === "n") {
      if (event.target.name === "by") return;
      event.preventDefault();
      settle(queue[at], sums.NONE);
    } else if (/^[1-9]$/.test(event.key) && !typing) {
      const choice = queue[at].figure.alternatives[Number(event.key) - 1];
      if (choice) {
        event.preventDefault();
        choose(queue[at], choice.text);
      }
    }
  }
  addEventListener("keydown", pressed);

  async function show(element) {
    main = element;
    queue ??= await gathered();
    draw();
  }

  const waiting = () => data.forms.filter(doubted).length;
  return { show, waiting };
})();
