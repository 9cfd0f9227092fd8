// The sums of a form, checked as figures change: whole numbers of 10⁻¹⁸, never floats.
const sums = (() => {
  const SCALE = 18;
  const NONE = "-"; // what stands for a value where the page prints a dash, or nothing

  /** A decimal as text → BigInt of 10⁻¹⁸; null if it is none. */
  function exact(text) {
    const match = /^(-?)(\d*)\.?(\d*)$/.exec(`${text}`.trim());
    if (!match || !(match[2] || match[3]) || match[3].length > SCALE) return null;
    const digits = BigInt(match[2] + match[3].padEnd(SCALE, "0"));
    return match[1] ? -digits : digits;
  }

  const decimals = (text) => (`${text}`.split(".")[1] || "").length;
  /** Half of the last printed place. */
  const half = (places) => 5n * 10n ** BigInt(SCALE - places - 1);

  function shown(value) {
    const text = `${value < 0n ? -value : value}`.padStart(SCALE + 1, "0");
    const plain = `${text.slice(0, -SCALE)}.${text.slice(-SCALE)}`.replace(/\.?0+$/, "");
    return (value < 0n ? "-" : "") + plain;
  }

  /** What a part stands for beside its value: rounded to its last place, or as it is. */
  function spread(meaning, text) {
    const places = decimals(text);
    return meaning === "assigned" || (meaning === "awarded" && places < 2) ? 0n : half(places);
  }

  /** How a tie of a form comes out with these values (a function from key to text): null if a part is missing,
      and no other way to add them up holds. */
  function check(tie, valueOf) {
    const total = valueOf(tie.total), stated = exact(total);
    if (stated === null) return null;
    let best = null, open = false;
    for (const option of tie.options) {
      const parts = option.map(valueOf).filter((part) => part !== NONE), values = parts.map(exact);
      if (values.includes(null)) {
        open = true;
        continue;
      }
      const sum = values.reduce((a, b) => a + b, 0n);
      const room = parts.reduce((a, part) => a + spread(tie.meaning, part), half(decimals(total)));
      const off = stated - sum, holds = (off < 0n ? -off : off) <= room;
      if (!best || (holds && !best.holds)) best = { holds, sum: shown(sum), off: shown(off), parts: option };
    }
    return open && !best?.holds ? null : best;
  }

  return { NONE, check, exact };
})();
