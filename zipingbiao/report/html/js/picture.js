// The page a figure stands on, with its cell outlined: out of the report itself, or from beside it.
const pictures = (() => {
  const { h, svg, t } = Z;
  const PAD = 12;

  /** Where the picture of this name is. */
  function source(name) {
    const held = document.querySelector(`script.picture[data-name="${CSS.escape(name)}"]`);
    return held ? `data:image/webp;base64,${held.textContent}` : `pages/${name}`;
  }

  const outline = (box, slug) =>
    svg("rect", { class: `outline ${slug}`, x: box.x0, y: box.top, width: Math.max(1, box.x1 - box.x0), height: Math.max(1, box.bottom - box.top) });

  /** A drawing of a page, or of a part of it (`view`: a box), with boxes outlined. */
  function drawing(picture, label, boxes, view) {
    const { width, height } = picture;
    const seen = view ? [view.x0, view.top, view.x1 - view.x0, view.bottom - view.top] : [0, 0, width, height];
    const image = svg("image", { href: source(picture.name), width, height, preserveAspectRatio: "none" });
    const drawn = svg("svg", { class: "page", viewBox: seen.join(" "), role: "img", "aria-label": label }, image, ...boxes.map(([box, slug]) => outline(box, slug)));
    image.addEventListener("error", () =>
      drawn.replaceWith(h("p", { class: "none" }, t(`页面图像 pages/${picture.name} 缺失`, `the picture pages/${picture.name} is missing`))));
    return drawn;
  }

  const of = (form, number) => form.pictures.find((picture) => picture.page === number);

  /** The pages of a form; `places` are [place, slug] to outline. */
  function pages(form, places) {
    return form.pictures.map((picture) => {
      const boxes = places.filter(([place]) => place.page === picture.page && place.box).map(([place, slug]) => [place.box, slug]);
      const label = t(`第 ${picture.page} 页`, `page ${picture.page}`);
      return h("figure", { class: "sheet", "data-page": picture.page }, h("figcaption", {}, label), drawing(picture, label, boxes));
    });
  }

  /** The part of a page around a place. */
  function crop(form, place, wide = 12) {
    const picture = place && place.box && of(form, place.page);
    if (!picture) return null;
    const { box } = place, high = Math.max(box.bottom - box.top, 8);
    const view = {
      x0: Math.max(0, box.x0 - wide * high), top: Math.max(0, box.top - high - PAD),
      x1: Math.min(picture.width, box.x1 + wide * high), bottom: Math.min(picture.height, box.bottom + high + PAD),
    };
    return drawing(picture, t("原页局部", "part of the page"), [[box, "chosen"]], view);
  }

  return { pages, crop, of };
})();
