// The first view: what the batch holds, filters, charts, and the forms page by page.
const overview = (() => {
  const { data, h, t, word, say } = Z;
  const PAGE = 50;
  const SEVERITIES = ["error", "warning", "info"];
  const STATUSES = ["stated", "repaired", "derived", "doubtful", "reviewed"]; // as the figures of the index are counted
  const state = { text: "", status: "", rule: "", department: "", year: "", severity: "", page: 0, sort: "order", up: true };
  const folded = data.forms.map((form) =>
    [form.title, form.department, form.project, form.unit, form.source, form.id, form.year].join(" ").toLowerCase(),
  );

  function fits(form, number) {
    const wanted = state.text.trim().toLowerCase().split(/\s+/);
    return (
      wanted.every((part) => folded[number].includes(part)) &&
      (!state.status || form.status === state.status) &&
      (!state.year || `${form.year}` === state.year) &&
      (!state.department || form.department === state.department) &&
      (!state.rule || form.findings.some(([rule]) => rule === state.rule)) &&
      (!state.severity || form.findings.some(([, severity]) => severity === state.severity))
    );
  }

  const KEYS = {
    order: (form) => form.number,
    title: (form) => form.title,
    year: (form) => form.year ?? 0,
    score: (form) => form.score ?? -1,
    verified: (form) => form.verified ?? -1,
    findings: (form) => form.findings.reduce((sum, [, severity, count]) => sum + count * { error: 1e6, warning: 1e3, info: 1 }[severity], 0),
  };

  function chosen() {
    const found = data.forms.map((form, number) => Object.assign(form, { number })).filter(fits);
    const key = KEYS[state.sort], sign = state.up ? 1 : -1;
    return found.sort((a, b) => {
      const [one, other] = [key(a), key(b)];
      return sign * (one < other ? -1 : one > other ? 1 : a.number - b.number);
    });
  }

  function counts(forms) {
    const by = { error: 0, warning: 0, info: 0 };
    for (const form of forms) for (const [, severity, count] of form.findings) by[severity] += count;
    // What is said of files themselves belongs to no form: it counts while nothing is filtered out.
    if (forms.length === data.forms.length) for (const file of data.files) for (const { severity } of file.findings) by[severity] += 1;
    const failed = data.files.filter((file) => file.status === "failed").length;
    const cells = [
      [t("文件", "files"), data.count, ""],
      [t("自评表", "forms"), forms.length, ""],
      ...SEVERITIES.map((severity) => [word("severities", severity), by[severity], severity]),
      [t("失败文件", "failed files"), failed, "failed"],
    ];
    return h("ul", { class: "counts" }, cells.map(([name, count, slug]) => h("li", { class: `${slug} ${count ? "" : "zero"}` }, h("b", {}, `${count}`), name)));
  }

  function shares(forms) {
    const sums = STATUSES.map(() => 0);
    for (const form of forms) form.figures.forEach((count, place) => (sums[place] += count));
    const total = Math.max(1, sums.reduce((a, b) => a + b));
    const bar = h("div", { class: "bar", "aria-hidden": "true" }, STATUSES.map((status, place) => {
      const part = h("span", { class: status });
      part.style.width = `${(100 * sums[place]) / total}%`;
      return part;
    }));
    const legend = STATUSES.map((status, place) =>
      h("li", {}, h("span", { class: `fig ${status}` }, "12.5", sign(status)), ` ${word("statuses", status)} `, h("b", {}, `${sums[place]}`)),
    );
    return h("div", { class: "shares" }, bar, h("ul", { class: "legend" }, legend));
  }

  const SIGNS = { repaired: ["校", "r"], derived: ["推", "d"], doubtful: ["疑", "?"], reviewed: ["核", "✓"] };
  const sign = (status) => (SIGNS[status] ? h("i", { "aria-hidden": "true" }, SIGNS[status][Z.english ? 1 : 0]) : null);

  const options = (values, name) => [h("option", { value: "" }, t("全部", "all")), ...values.map((value) => h("option", { value }, name(value)))];
  const distinct = (values) => [...new Set(values.filter(Boolean).map(String))].sort();

  function filters(changed) {
    const field = (name, label, values, naming) => {
      const select = h("select", { name, onchange: (event) => changed(name, event.target.value) }, options(values, naming));
      select.value = state[name];
      return h("label", {}, `${label} `, select);
    };
    const search = h("input", {
      type: "search", name: "text", value: state.text, placeholder: t("标题、部门、项目、文件", "title, department, project, file"),
      oninput: (event) => changed("text", event.target.value),
    });
    const rules = [...new Set(data.forms.flatMap((form) => form.findings.map(([rule]) => rule)))];
    return h("form", { class: "filter", onsubmit: (event) => event.preventDefault() },
      h("label", {}, `${t("查找", "find")} `, search),
      field("status", t("状态", "status"), ["ok", "findings", "review"], (value) => word("form_statuses", value)),
      field("severity", t("级别", "severity"), SEVERITIES, (value) => word("severities", value)),
      field("rule", t("规则", "rule"), rules.sort(), (value) => word("rules", value)),
      field("year", t("年度", "year"), distinct(data.forms.map((form) => form.year)), (value) => value),
      field("department", t("部门", "department"), distinct(data.forms.map((form) => form.department)), (value) => value),
      h("button", { type: "button", onclick: () => changed(null, null) }, t("清除", "clear")),
      h("output", {}),
    );
  }

  const marks = (form) => SEVERITIES.map((severity) => {
    const count = form.findings.reduce((sum, [, found, number]) => sum + (found === severity ? number : 0), 0);
    return count ? h("span", { class: `mark ${severity}`, title: word("severities", severity) }, `${count}`, h("span", { class: "unseen" }, ` ${word("severities", severity)}`)) : null;
  });

  function row(form) {
    return h("tr", {},
      h("th", { scope: "row" }, h("a", { href: `#form/${encodeURIComponent(form.id)}` }, form.title || form.id),
        h("small", {}, [form.department, form.project].filter(Boolean).join(" · ") || form.source)),
      h("td", {}, form.year ? `${form.year}` : ""),
      h("td", {}, form.score === null ? "" : `${form.score}`),
      h("td", {}, form.grade),
      h("td", {}, form.verified === null ? "" : `${Math.round(100 * form.verified)} %`),
      h("td", {}, h("span", { class: `chip ${form.status}` }, word("form_statuses", form.status))),
      h("td", {}, marks(form)),
    );
  }

  function list(forms, changed) {
    const pages = Math.max(1, Math.ceil(forms.length / PAGE));
    state.page = Math.min(state.page, pages - 1);
    const heading = (key, label) =>
      h("th", { scope: "col", "aria-sort": state.sort === key ? (state.up ? "ascending" : "descending") : "none" },
        h("button", { type: "button", onclick: () => changed("sort", key) }, label, state.sort === key ? (state.up ? " ▲" : " ▼") : ""));
    const table = h("table", { class: "forms" },
      h("caption", { class: "unseen" }, t("自评表", "Forms")),
      h("thead", {}, h("tr", {}, heading("title", t("表", "form")), heading("year", t("年度", "year")), heading("score", t("总分", "score")),
        h("th", { scope: "col" }, t("等级", "grade")), heading("verified", t("核实率", "verified")), h("th", { scope: "col" }, t("状态", "status")), heading("findings", t("问题", "findings")))),
      h("tbody", {}, forms.slice(state.page * PAGE, (state.page + 1) * PAGE).map(row)));
    const turn = (label, step, possible) => h("button", { type: "button", disabled: !possible, onclick: () => changed("page", state.page + step) }, label);
    const pager = pages > 1 ? h("nav", { class: "pager", "aria-label": t("翻页", "pages") },
      turn(t("上一页", "previous"), -1, state.page > 0), h("span", {}, `${state.page + 1} / ${pages}`), turn(t("下一页", "next"), 1, state.page < pages - 1)) : null;
    return [h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("自评表列表", "list of forms") }, table), pager];
  }

  function files() {
    return ["failed", "skipped", "no-form", "ok"].map((status) => {
      const found = data.files.filter((file) => file.status === status);
      if (!found.length) return null;
      const title = status === "ok" ? t("识读说明", "notes on reading") : word("file_statuses", status);
      return h("details", { class: `others ${status}`, open: status === "failed" },
        h("summary", {}, h("h2", {}, `${title} `, h("b", {}, `${found.length}`))),
        h("ul", {}, found.slice(0, 500).map((file) => h("li", {}, h("code", {}, file.source),
          file.findings.length ? file.findings.map((found) => h("p", {}, t(found.message, found.message_en || found.message))) : ` ${file.error}`)),
          found.length > 500 ? h("li", {}, t(`另有 ${found.length - 500} 个，见 files.csv`, `${found.length - 500} more in files.csv`)) : null));
    });
  }

  /** Show the view in `main`. */
  function show(main) {
    const told = h("div", {}), drawn = h("div", {}), shown = h("div", {});
    const changed = (name, value) => {
      if (name === null) Object.assign(state, { text: "", status: "", rule: "", department: "", year: "", severity: "" });
      else if (name === "sort") Object.assign(state, state.sort === value ? { up: !state.up } : { sort: value, up: value === "title" });
      else state[name] = value;
      if (name !== "page" && name !== "sort") state.page = 0;
      for (const field of filter.elements) if (field.name && field.value !== state[field.name]) field.value = state[field.name];
      update(name !== "page" && name !== "sort");
    };
    const filter = filters(changed);
    const update = (all) => {
      const forms = chosen();
      if (all) {
        told.replaceChildren(counts(forms), shares(forms));
        drawn.replaceChildren(charts.all(forms, changed));
      }
      shown.replaceChildren(...list(forms, changed).filter(Boolean));
      const number = `${forms.length} / ${data.forms.length}`;
      filter.querySelector("output").value = number;
      say(number);
    };
    main.replaceChildren(told, ...files().filter(Boolean), h("h2", {}, t("各表", "Forms")), filter, drawn, shown);
    update(true);
  }

  /** The numbers of the forms as they are listed now. */
  const order = () => chosen().map((form) => form.number);

  return { show, order, sign, marks };
})();
