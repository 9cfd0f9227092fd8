// Charts of the forms that are shown, as SVG: bars and points, each with its words for a reader.
const charts = (() => {
  const { svg, h, t, word } = Z;
  const WIDTH = 320, HEIGHT = 150, LEFT = 34, BOTTOM = 22, TOP = 8;

  function framed(title, summary, ...marks) {
    const drawing = svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${title}: ${summary}` },
      ...marks,
    );
    return h("figure", { class: "chart" }, h("figcaption", {}, title), drawing);
  }

  function axis(labels, most) {
    const y = HEIGHT - BOTTOM;
    return [
      svg("line", { x1: LEFT, x2: WIDTH, y1: y, y2: y, class: "axis" }),
      svg("text", { x: LEFT - 4, y: TOP + 8, class: "tick end" }, `${most}`),
      svg("text", { x: LEFT - 4, y, class: "tick end" }, "0"),
      ...labels.map(([x, text]) => svg("text", { x, y: HEIGHT - 6, class: "tick middle" }, text)),
    ];
  }

  /** How many forms have a score in each of the ranges. */
  function scores(forms) {
    const edges = [0, 60, 70, 80, 85, 90, 92, 94, 96, 98, 100];
    const counts = new Array(edges.length).fill(0);
    const known = forms.filter((form) => form.score !== null);
    for (const form of known) {
      const share = form.weight ? (100 * form.score) / form.weight : form.score;
      counts[edges.findLastIndex((edge) => share >= edge)]++;
    }
    const most = Math.max(1, ...counts), step = (WIDTH - LEFT) / edges.length;
    const bars = counts.map((count, place) =>
      svg(
        "rect",
        { class: "column", x: LEFT + place * step + 1, width: step - 2, ...tall(count / most) },
        svg("title", {}, `${edges[place]}–${edges[place + 1] ?? "…"}: ${count}`),
      ),
    );
    const labels = edges.map((edge, place) => [LEFT + (place + 0.5) * step, `${edge}`]);
    const median = middle(known.map((form) => form.score));
    return framed(t("总分分布（百分制）", "Total scores (of 100)"), `${known.length}, ${t("中位数", "median")} ${median}`, bars, axis(labels, most));
  }

  /** Which share of their indicators the forms gave full marks. */
  function fullMarks(forms) {
    const known = forms.filter((form) => form.scored);
    const counts = new Array(10).fill(0);
    for (const form of known) counts[Math.min(9, Math.floor((10 * form.full) / form.scored))]++;
    const most = Math.max(1, ...counts), step = (WIDTH - LEFT) / 10;
    const bars = counts.map((count, place) =>
      svg(
        "rect",
        { class: "column", x: LEFT + place * step + 1, width: step - 2, ...tall(count / most) },
        svg("title", {}, `${place * 10}–${place * 10 + 10} %: ${count}`),
      ),
    );
    const labels = counts.map((_, place) => [LEFT + (place + 0.5) * step, `${place * 10}%`]);
    return framed(t("满分指标占比", "Share of indicators with full marks"), `${known.length}`, bars, axis(labels, most));
  }

  /** Where an axis up to 100 begins: at the ten below the least number, for most are near 100. */
  const begin = (numbers) => Math.max(0, Math.floor(numbers.reduce((a, b) => Math.min(a, b), 90) / 10) * 10);

  /** Execution rate against score: a point a form. */
  function execution(forms) {
    const known = forms.filter((form) => form.rate !== null && form.score !== null);
    const lowest = begin(known.map((form) => form.score)), least = begin(known.map((form) => form.rate));
    const end = known.some((form) => form.rate > 100) ? 120 : 100;
    const across = (rate) => LEFT + ((Math.min(end, Math.max(least, rate)) - least) / (end - least)) * (WIDTH - LEFT - 6);
    const points = known.slice(0, 3000).map((form) =>
      svg(
        "circle",
        {
          class: "point",
          r: 2.5,
          cx: across(form.rate),
          cy: TOP + (1 - (form.score - lowest) / (Math.max(100, form.score) - lowest)) * (HEIGHT - BOTTOM - TOP),
        },
        svg("title", {}, `${form.title} ${form.department}: ${form.rate} %, ${form.score}`),
      ),
    );
    const y = HEIGHT - BOTTOM;
    const frame = [
      svg("line", { x1: LEFT, x2: WIDTH, y1: y, y2: y, class: "axis" }),
      svg("text", { x: LEFT - 4, y: TOP + 8, class: "tick end" }, "100"),
      svg("text", { x: LEFT - 4, y, class: "tick end" }, `${lowest}`),
      ...[least, (least + 100) / 2, 100].map((rate) => svg("text", { x: Math.min(across(rate), WIDTH - 16), y: HEIGHT - 6, class: "tick middle" }, `${rate}%`)),
    ];
    return framed(t("预算执行率与总分", "Execution rate and score"), `${known.length}`, points, frame);
  }

  /** The most frequent of something, as lines that can be chosen. */
  function ranked(title, counted, chosen, name) {
    const rows = [...counted].sort((a, b) => b[1] - a[1]).slice(0, 8);
    const most = Math.max(1, ...rows.map((row) => row[1]));
    const lines = rows.map(([key, count]) =>
      h(
        "li",
        {},
        h("button", { type: "button", onclick: () => chosen(key) }, name(key)),
        svg("svg", { class: "line", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" }, svg("rect", { class: "column", width: (100 * count) / most, height: 8 })),
        h("b", {}, `${count}`),
      ),
    );
    return h("figure", { class: "chart ranked" }, h("figcaption", {}, title), h("ol", {}, lines.length ? lines : h("li", {}, t("无", "none"))));
  }

  function tall(share) {
    const height = share * (HEIGHT - BOTTOM - TOP);
    return { y: HEIGHT - BOTTOM - height, height };
  }

  function middle(numbers) {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted.length ? sorted[Math.floor(sorted.length / 2)] : "–";
  }

  /** All charts of these forms; `choose(field, value)` filters by what was clicked. */
  function all(forms, choose) {
    const rules = new Map(), departments = new Map(), years = new Map();
    for (const form of forms) {
      const count = form.findings.reduce((sum, [rule, , number]) => {
        rules.set(rule, (rules.get(rule) || 0) + number);
        return sum + number;
      }, 0);
      if (count && form.department) departments.set(form.department, (departments.get(form.department) || 0) + count);
      if (count && form.year) years.set(`${form.year}`, (years.get(`${form.year}`) || 0) + count);
    }
    return h(
      "div",
      { class: "charts" },
      scores(forms),
      fullMarks(forms),
      execution(forms),
      ranked(t("问题最多的规则", "Findings by rule"), rules, (rule) => choose("rule", rule), (rule) => word("rules", rule)),
      ranked(t("问题最多的部门", "Findings by department"), departments, (name) => choose("department", name), (name) => name),
      ranked(t("各年度问题", "Findings by year"), years, (year) => choose("year", year), (year) => year),
    );
  }

  return { all };
})();
