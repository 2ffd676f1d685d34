/* A combobox over all nodes: full names on two lines, with what they are. EUPL-1.2. */
import {el, plainly} from "./dom.js";

const MOST = 12;
const FIRST = ["Person", "Body", "Post"];

/* A field in which a node is looked up; `onPick` gets its key. */
export function searchField(map, label, onPick) {
  const {region, t} = map, id = `og-search-${(searchField.n = (searchField.n ?? 0) + 1)}`;
  const input = el("input"), hits = el("ul", "hits"), box = el("div", "search", input, hits);
  const names = region.nodes.map(node => plainly(node.n));
  let found = [], on = -1;
  Object.assign(input, {type: "text", autocomplete: "off", placeholder: label});
  for (const [name, value] of Object.entries({role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-label": label, "aria-controls": id})) {
    input.setAttribute(name, value);
  }
  Object.assign(hits, {id, hidden: true});
  hits.setAttribute("role", "listbox");
  hits.setAttribute("aria-label", label);

  const about = i => {
    const node = region.nodes[i];
    if (node.L === "Person") return node.p ? t("hats", {n: node.p}) : node.k;
    if (node.L !== "Post") return node.k;
    return [node.of === undefined ? node.k : region.nodes[node.of].n, ...(node.h ?? []).map(held => region.nodes[held[0]].n)].join(" · ");
  };
  const rank = i => { const at = FIRST.indexOf(region.nodes[i].L); return at < 0 ? FIRST.length : at; };
  const close = () => { hits.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const light = () => {
    [...hits.children].forEach((hit, k) => hit.setAttribute("aria-selected", k === on));
    if (on < 0) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", `${id}-${on}`);
    hits.children[on]?.scrollIntoView({block: "nearest"});
  };
  const look = () => {
    const words = plainly(input.value).split(/\s+/).filter(Boolean);
    if (!words.length) { close(); return; }
    const starts = i => (names[i].split(/[\s(]+/).some(part => part.startsWith(words[0])) ? 0 : 1);
    found = names.flatMap((name, i) => (words.every(word => name.includes(word)) ? [i] : []))
      .sort((a, b) => starts(a) - starts(b) || rank(a) - rank(b) || names[a].length - names[b].length).slice(0, MOST);
    on = found.length ? 0 : -1;
    hits.replaceChildren(...found.map((i, k) => {
      const hit = el("li", "", region.nodes[i].n, el("small", "", about(i)));
      hit.id = `${id}-${k}`;
      hit.setAttribute("role", "option");
      hit.addEventListener("pointerdown", event => { event.preventDefault(); pick(k); });
      return hit;
    }));
    if (!found.length) {
      const none = el("li", "none", t("noHits"));
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      hits.append(none);
    }
    hits.hidden = false;
    input.setAttribute("aria-expanded", "true");
    light();
  };
  const pick = k => {
    const i = found[k];
    close();
    input.value = region.nodes[i].n;
    onPick("n" + i);
  };
  input.addEventListener("input", look);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.hidden) look();
      else if (found.length) { on = (on + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length; light(); }
    } else if (event.key === "Enter" && on >= 0 && !hits.hidden) pick(on);
    else if (event.key === "Escape") { if (hits.hidden) input.value = ""; close(); event.stopPropagation(); }
  });
  return {box, input};
}
