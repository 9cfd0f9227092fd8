"use strict";
// What all views use: the data, words in two languages, and elements made without markup.
const Z = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const blocks = document.querySelectorAll("script.block");
  const unpacked = new Map();

  let english = !/^zh/i.test(localStorageGet("lang") || navigator.language || "zh");

  function localStorageGet(name) {
    try {
      return localStorage.getItem(`zipingbiao-${name}`);
    } catch {
      return null; // a page from disk may have no storage
    }
  }

  function localStorageSet(name, value) {
    try {
      localStorage.setItem(`zipingbiao-${name}`, value);
    } catch {
      // then it is not remembered
    }
  }

  /** Words of the interface: t("中文", "English"). */
  const t = (zh, en) => (english ? en : zh);

  /** The name of a slug: word("rules", "score-sum"). */
  const word = (kind, slug) => {
    const found = data.words[kind]?.[slug];
    return found ? found[english ? 1 : 0] : slug;
  };

  const AMOUNTS = { initial: "initial_budget", revised: "revised_budget", executed: "executed" };

  /** What a finding or a sum is about, in the form's own words: annual_total.initial is 年度资金总额 年初预算数. */
  function subject(form, slug) {
    const [item, amount] = slug.split(".");
    const fund = (amount === undefined || AMOUNTS[amount]) && form.funds.find((one) => one.item === item);
    return fund ? `${fund.label}${amount ? ` ${word("columns", AMOUNTS[amount])}` : ""}` : word("columns", slug);
  }

  /** An element: h("td", { class: "num" }, "12.5", child…); text is text, never markup. */
  function h(tag, attributes = {}, ...children) {
    return filled(document.createElement(tag), attributes, children);
  }

  /** The same for SVG. */
  function svg(tag, attributes = {}, ...children) {
    return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
  }

  function filled(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  /** The form with this number in the index, unpacked; a promise. */
  function form(number) {
    if (!unpacked.has(number)) {
      const bytes = Uint8Array.from(atob(blocks[number].textContent), (char) => char.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      unpacked.set(number, new Response(stream).json());
    }
    return unpacked.get(number);
  }

  /** Tell those who do not see the page what has changed. */
  const say = (text) => (document.getElementById("live").textContent = text);

  return {
    data,
    t,
    word,
    subject,
    h,
    svg,
    form,
    say,
    remember: localStorageSet,
    get english() {
      return english;
    },
    speak(inEnglish) {
      english = inEnglish;
      localStorageSet("lang", inEnglish ? "en" : "zh");
      document.documentElement.lang = inEnglish ? "en" : "zh-CN";
    },
  };
})();
