"use strict";
const byId = (id) => document.getElementById(id);
const articles = Array.from(document.querySelectorAll("article"));
const words = new Map(articles.map((one) => [one, one.textContent.normalize("NFKC").toLowerCase()]));
function show() {
  const value = (id) => (byId(id) ? byId(id).value : "");
  const wanted = value("find").normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  const [from, color, type, tag] = ["by-document", "by-color", "by-type", "by-tag"].map(value);
  let shown = 0;
  for (const one of articles) {
    const fits = wanted.every((word) => words.get(one).includes(word))
      && (!from || one.closest("section").dataset.document === from)
      && (!color || one.dataset.color === color)
      && (!type || one.dataset.type === type)
      && (!tag || one.dataset.tags.split("\n").includes(tag));
    one.hidden = !fits;
    shown += fits;
  }
  for (const section of document.querySelectorAll("section")) {
    section.hidden = !section.querySelector("article:not([hidden])");
    let heading = null, seen = false;
    for (const part of section.querySelectorAll("h3, article")) {
      if (part.tagName === "H3") { if (heading) heading.hidden = !seen; heading = part; seen = false; }
      else seen = seen || !part.hidden;
    }
    if (heading) heading.hidden = !seen;
  }
  byId("shown").textContent = shown;
}
for (const tool of document.querySelectorAll("input, select")) tool.addEventListener("input", show);
show();
