// A form: its table as it was read, and its findings, each leading to the other.
const formView = (() => {
  const { data, h, t, word, subject, form: unpacked } = Z;
  const MONEY = ["initial_budget", "revised_budget", "executed", "execution_rate", "weight", "score"];
  const BEFORE = ["explanation", "target", "actual"], AFTER = ["criteria", "shortfall_reason", "improvement"];

  const text = (value) => (value === null || value === undefined ? "" : `${value}`);
  const shownValue = (figure) => figure.value ?? figure.text ?? "?";

  /** The findings by the keys of the figures they are about. */
  function placed(form) {
    const found = new Map();
    form.findings.forEach((finding, number) =>
      finding.values.forEach((key, place) => {
        if (!found.has(key)) found.set(key, []);
        found.get(key).push({ number: number + 1, severity: finding.severity, part: place > 0 });
      }),
    );
    return found;
  }

  function markers(view, keys) {
    const seen = new Set();
    return keys.flatMap((key) => view.marks.get(key) || []).filter((mark) => !seen.has(mark.number) && seen.add(mark.number)).map((mark) =>
      h("a", { class: `mark ${mark.severity} ${mark.part ? "part" : ""}`, href: `#form/${encodeURIComponent(view.form.form_id)}/${mark.number}`, "aria-label": `${t("问题", "finding")} ${mark.number}` }, `${mark.number}`));
  }

  function figure(view, key, found, also = []) {
    const marked = markers(view, [key, ...also]);
    if (!found) return marked.length ? [h("span", { class: "none" }, "—"), marked] : [];
    view.figures.set(key, found);
    const status = word("statuses", found.status);
    const button = h("button", { type: "button", class: `fig ${found.status}`, "data-key": key, "aria-label": `${shownValue(found)}, ${status}`, onclick: () => view.choose(key) },
      shownValue(found), overview.sign(found.status));
    return [button, marked];
  }

  function head(form) {
    const pages = form.first_page === form.last_page ? form.first_page : `${form.first_page}–${form.last_page}`;
    const entry = data.forms.find((one) => one.id === form.form_id);
    const rows = [
      [t("部门", "department"), form.department], [t("项目", "project"), form.project], [t("实施单位", "unit"), form.implementing_unit],
      [t("年度", "year"), form.fiscal_year], [t("层级", "scope"), word("scopes", form.scope)], [t("表式", "family"), form.family],
      [t("来源", "source"), form.source], [t("页", "pages"), pages], [t("编号", "id"), form.form_id],
      [t("核实率", "verified"), entry.verified === null ? "" : `${Math.round(100 * entry.verified)} %`],
      ...form.fields.map((field) => [field.label, field.value]),
    ];
    return h("dl", { class: "head" }, rows.filter(([, value]) => value).map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, text(value)))));
  }

  function funds(view) {
    const { form } = view, columns = MONEY.filter((column) => form.funds.some((fund) => fund[column]));
    if (!form.funds.length) return null;
    return scroll(t("资金", "funds"), h("table", { class: "grid funds" }, h("caption", {}, t("资金（万元）", "Funds (10,000 yuan)")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("项目", "item")), columns.map((column) => h("th", { scope: "col", class: "num" }, word("columns", column))))),
      h("tbody", {}, form.funds.map((fund) => h("tr", {}, h("th", { scope: "row" }, fund.label, markers(view, rowKeys(view, `funds/${fund.line}`, MONEY))),
        columns.map((column) => h("td", { class: "num" }, figure(view, `funds/${fund.line}/${column}`, fund[column]))))))));
  }

  /** Keys of findings about a row that have no cell of their own. */
  const rowKeys = (view, row, cells) => [...view.marks.keys()].filter((key) => key.startsWith(`${row}/`) && !cells.includes(key.slice(row.length + 1)));

  /** The first lines of the merged cells of a level, with their height: as the tree has it, else neighbours of one name. */
  function merged(form, level) {
    const nodes = [], collect = (list) => list.forEach((node) => (nodes.push(node), collect(node.children)));
    collect(form.tree);
    const owner = new Map();
    nodes.filter((node) => node.level === level).forEach((node) => node.lines.forEach((line) => owner.set(line, node)));
    const cells = new Map();
    let last = null, first = 0;
    for (const leaf of form.indicators) {
      const node = owner.get(leaf.line);
      const key = JSON.stringify([level > 1 ? [leaf.level1, leaf.level2] : leaf.level1, node ? node.lines : null]);
      if (key !== last) cells.set((first = leaf.line), { rows: 0, node, leaf, lines: [] });
      cells.get(first).rows++;
      cells.get(first).lines.push(leaf.line);
      last = key;
    }
    return cells;
  }

  function levelCell(view, level, cell) {
    const { leaf, node, rows, lines } = cell, column = `level${level}_weight`;
    const keys = lines.map((line) => `indicators/${line}/${column}`);
    const weight = figure(view, keys[0], leaf[column], keys.slice(1));
    const score = node?.score ? figure(view, `indicators/${lines[0]}/level${level}_score`, node.score) : [];
    return h("th", { scope: "rowgroup", rowspan: rows, class: `level level${level}` }, leaf[`level${level}`],
      weight.length ? h("small", {}, weight, t(" 分", " pts")) : null, score.length ? h("small", {}, t("得 ", "scored "), score) : null);
  }

  function tree(view) {
    const { form } = view, used = (columns) => columns.filter((column) => form.indicators.some((leaf) => leaf[column]));
    const before = used(BEFORE), after = used(AFTER), levels = [merged(form, 1), merged(form, 2)];
    const cell = (leaf, column) => h("td", { class: "text" }, leaf[column] ? h("div", { class: "long" }, leaf[column]) : null, markers(view, [`indicators/${leaf.line}/${column}`]));
    const own = [...before, ...after, "weight", "score", "level1_weight", "level2_weight", "level1_score", "level2_score"];
    const body = form.indicators.map((leaf) => h("tr", {},
      levels.map((cells, place) => (cells.has(leaf.line) ? levelCell(view, place + 1, cells.get(leaf.line)) : null)),
      h("th", { scope: "row", class: "leaf" }, leaf.level3, markers(view, rowKeys(view, `indicators/${leaf.line}`, own))),
      before.map((column) => cell(leaf, column)),
      ["weight", "score"].map((column) => h("td", { class: "num" }, figure(view, `indicators/${leaf.line}/${column}`, leaf[column]))),
      after.map((column) => cell(leaf, column))));
    const titles = [["一级指标", "level 1"], ["二级指标", "level 2"], ["三级指标", "level 3"]].map((names) => h("th", { scope: "col" }, t(...names)));
    const column = (name) => h("th", { scope: "col" }, word("columns", name));
    const grade = form.grade || view.marks.has("forms/1/grade") ? h("span", { class: "grade" }, `${t("等级", "grade")} ${form.grade || "—"}`, markers(view, ["forms/1/grade"])) : null;
    const total = h("tr", {}, h("th", { scope: "row", colspan: 3 + before.length }, t("总分", "total"), grade),
      ["total_weight", "total_score"].map((name) => h("td", { class: "num" }, figure(view, `forms/1/${name}`, form[name]))), after.length ? h("td", { colspan: after.length }) : null);
    return scroll(t("指标", "indicators"), h("table", { class: "grid tree" }, h("caption", {}, t("指标", "Indicators")),
      h("thead", {}, h("tr", {}, titles, before.map(column), ["weight", "score"].map((name) => h("th", { scope: "col", class: "num" }, word("columns", name))), after.map(column))),
      h("tbody", {}, body), h("tfoot", {}, total)));
  }

  const scroll = (label, table) => h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, table);

  function findings(view) {
    const numbers = [["stated", t("表中", "stated")], ["computed", t("计算", "computed")], ["difference", t("差额", "difference")]];
    return h("ol", { class: "findings", "aria-label": t("问题", "findings") }, view.form.findings.map((finding, place) =>
      h("li", { id: `finding-${place + 1}`, class: finding.severity, tabindex: "-1" },
        h("button", { type: "button", class: `mark ${finding.severity}`, "aria-label": `${t("标出所涉数字", "show its figures")} ${place + 1}`, onclick: () => view.point(place) }, `${place + 1}`),
        h("div", {}, h("p", {}, h("b", {}, word("rules", finding.rule)), finding.subject ? ` · ${subject(view.form, finding.subject)}` : "", t("：", ": "), t(finding.message, finding.message_en || finding.message)),
          finding.suggestion ? h("p", { class: "suggestion" }, `→ ${finding.suggestion}`) : null,
          h("p", { class: "facts" }, h("span", {}, word("severities", finding.severity)), h("span", {}, word("verdicts", finding.verdict)),
            numbers.filter(([name]) => finding[name] !== null && finding[name] !== undefined).map(([name, label]) => h("span", {}, `${label} `, h("b", {}, text(finding[name])))),
            finding.place ? h("span", {}, t(`第 ${finding.place.page} 页`, `page ${finding.place.page}`)) : null, h("code", {}, view.form.finding_ids[place]))))));
  }

  /** What is known of the figure that was chosen. */
  function facts(key, found) {
    const [, , column] = key.split("/");
    const place = found.places[0];
    const rows = [
      [t("状态", "status"), word("statuses", found.status)], [t("读作", "read as"), found.text], [t("置信度", "confidence"), found.confidence < 1 ? `${Math.round(100 * found.confidence)} %` : ""],
      [t("核对成立", "confirmed by"), found.checks ? `${found.checks}` : ""], [t("其他读法", "or"), found.alternatives.map((one) => `${one.text} (${Math.round(100 * one.probability)} %)`).join(", ")],
      [t("页", "page"), place ? `${place.page}` : ""], [t("依据", "evidence"), found.evidence.join(", ")],
    ];
    return h("aside", { id: "facts", "aria-live": "polite" }, h("h3", {}, `${word("columns", column)} `, h("b", { class: `fig ${found.status}` }, shownValue(found), overview.sign(found.status))),
      h("dl", {}, rows.filter(([, value]) => value).map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value)))));
  }

  function outline(main, keys) {
    main.querySelectorAll("[data-key].chosen").forEach((button) => button.classList.remove("chosen"));
    const found = keys.map((key) => main.querySelector(`[data-key="${CSS.escape(key)}"]`)).filter(Boolean);
    found.forEach((button) => button.classList.add("chosen"));
    found[0]?.scrollIntoView({ block: "nearest" });
  }

  /** Show the form with this id in `main`; `finding` is the number of one to go to. */
  async function show(main, id, finding) {
    const number = data.forms.findIndex((form) => form.id === id);
    if (number < 0) return void (location.hash = "");
    const form = await unpacked(number);
    const view = { form, marks: placed(form), figures: new Map() };
    const side = h("div", { class: "side" });
    const look = (places, ...above) => {
      side.replaceChildren(...above, ...pictures.pages(form, places));
      const first = places.find(([place]) => pictures.of(form, place.page));
      if (above.length === 0 && first) side.querySelector(`[data-page="${first[0].page}"]`)?.scrollIntoView({ block: "nearest" });
    };
    view.choose = (key) => {
      const found = view.figures.get(key);
      look(found.places.map((place) => [place, found.status]), facts(key, found), pictures.crop(form, found.places[0]) ?? "");
      outline(main, [key]);
    };
    view.point = (place) => {
      const finding = form.findings[place];
      const places = finding.values.flatMap((key, nth) => (view.figures.get(key)?.places || []).map((one) => [one, nth ? "part" : finding.severity]));
      look(places.length || !finding.place ? places : [[finding.place, finding.severity]]);
      outline(main, finding.values);
    };
    const order = overview.order(), at = order.indexOf(number);
    const step = (label, to) => (to === undefined ? h("span", { class: "none" }, label) : h("a", { href: `#form/${encodeURIComponent(data.forms[to].id)}` }, label));
    const entry = data.forms[number];
    main.replaceChildren(
      h("nav", { class: "steps", "aria-label": t("表", "forms") }, h("a", { href: "#" }, t("← 总览", "← overview")), step(t("上一张", "previous"), order[at - 1]), step(t("下一张", "next"), order[at + 1])),
      h("article", { class: "form" },
        h("header", {}, h("h2", {}, form.title || form.form_id), h("span", { class: `chip ${form.status}` }, word("form_statuses", form.status)), h("span", { class: "tally" }, overview.marks(entry))),
        head(form), form.findings.length ? findings(view) : null, h("div", { class: "beside" }, h("div", { class: "read" }, funds(view), tree(view)), side)));
    look([]);
    if (finding) {
      const item = main.querySelector(`#finding-${finding}`);
      item?.focus();
      view.point(finding - 1);
      item?.scrollIntoView({ block: "center" });
    } else scrollTo(0, 0);
  }

  return { show };
})();
