// Which view is shown: the overview, or a form (#form/ID, #form/ID/2 at its second finding).
(() => {
  const { h, t, speak } = Z;
  const main = document.getElementById("main");

  function bar() {
    const toggle = h("button", { type: "button", lang: Z.english ? "zh" : "en", onclick: () => (speak(!Z.english), show()) }, Z.english ? "中文" : "English");
    const queue = h("a", { href: "#review" }, `${t("复核", "review")} (${review.waiting()})`);
    document.querySelector("header nav").replaceChildren(queue, toggle);
    document.querySelector("header nav").setAttribute("aria-label", t("视图", "view"));
  }

  function show() {
    bar();
    const [view, id, finding] = location.hash.slice(1).split("/").map(decodeURIComponent);
    if (view === "review") review.show(main);
    else if (view === "form") formView.show(main, id, Number(finding) || 0);
    else overview.show(main);
  }

  addEventListener("hashchange", show);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, textarea")) {
      const search = document.querySelector('input[type="search"]');
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });
  speak(Z.english);
  show();
})();
