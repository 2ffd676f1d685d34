// The search of a published region: names and kinds, within the folder alone.
"use strict";
(() => {
  const MOST = 12;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const box = document.querySelector(".search");
  const input = box.querySelector("input");
  const results = box.querySelector(".results");
  const list = results.querySelector("ul");
  const none = results.querySelector(".none");
  const rows = window.orggraphIndex.map(([name, kind, file]) => ({ name, kind, file, key: plain(`${name} ${kind}`), head: plain(name) }));

  const rank = (row, asked) => (row.head === asked ? 0 : row.head.startsWith(asked) ? 1 : row.head.includes(asked) ? 2 : 3);

  function item(row) {
    const link = document.createElement("a");
    link.href = document.body.dataset.pages + row.file;
    link.textContent = row.name;
    const kind = document.createElement("small");
    kind.textContent = row.kind;
    link.append(kind);
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

  function show() {
    const asked = plain(input.value.trim());
    const words = asked.split(/\s+/).filter(Boolean);
    const fits = words.length ? rows.filter((row) => words.every((word) => row.key.includes(word))) : [];
    fits.sort((a, b) => rank(a, asked) - rank(b, asked) || a.name.length - b.name.length || a.name.localeCompare(b.name));
    list.replaceChildren(...fits.slice(0, MOST).map(item));
    none.textContent = words.length && !fits.length ? box.dataset.none : "";
    results.hidden = !words.length;
  }

  function move(event) {
    const links = [input, ...list.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      links[Math.min(links.length - 1, Math.max(0, links.indexOf(document.activeElement) + step))].focus();
    } else if (event.key === "Escape") {
      results.hidden = true;
      input.focus();
    } else if (event.key === "Enter" && document.activeElement === input && links[1]) {
      links[1].click();
    }
  }

  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  box.addEventListener("keydown", move);
  document.addEventListener("click", (event) => {
    if (!box.contains(event.target)) results.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
    }
  });
  box.hidden = false;
})();
