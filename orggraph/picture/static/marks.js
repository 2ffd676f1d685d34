/* What is near the chosen one, and the classes, badges and reasons on the cards. EUPL-1.2. */
import {cardFor, shownCard} from "./cards.js";
import {el} from "./dom.js";
import {passes} from "./filter.js";
import {formBadge, sideOf} from "./forms.js";
import {levelOf} from "./overlays.js";
import {timeBadge, timeClasses} from "./times.js";

/* The cards that belong to the chosen one, each with why (the capacity of a person there). */
export function nearOf(map, key) {
  const {region} = map, near = new Map();
  const put = (card, why) => { if (card) near.set(card, why ? [...(near.get(card) ?? []), why] : near.get(card) ?? []); };
  if (!key) return near;
  const thing = region.thing(key), i = region.indexOf(key);
  if (thing.L === "Person" && !region.isGroup(key)) {
    for (const [home, held] of region.placesOf(i)) {
      const card = shownCard(map, "n" + home) ? "n" + home : cardFor(map, home);
      for (const {post} of held) put(card, region.nodes[post].c?.[1] ?? region.nodes[post].n);
    }
    return near;
  }
  const own = region.withSeats(key);
  for (const one of own) {
    for (const k of region.edgesOf.get(one) ?? []) {
      if ((region.isQuiet(k) && region.tiers.has(region.lane(key))) || !passes(map, k)) continue;
      const [source, target] = region.edges[k], card = cardFor(map, own.has(source) ? target : source);
      if (card && card !== key) put(card);
    }
  }
  if (!region.isGroup(key) && thing.of !== undefined) put(cardFor(map, thing.of));
  for (const [person] of thing.h ?? []) put("n" + person);
  return near;
}

/* The cards of what is marked: at the organization or topic, one step from it, or with a seat that is one step from it; or told by the source. */
export function markedCards(map) {
  const {region, state} = map;
  if (!state.mark) return null;
  const nodes = new Set(), [kind, value] = [state.mark.slice(0, 1), state.mark.slice(1)];
  if (kind === "s") {
    const source = Number(value);
    region.nodes.forEach((node, i) => { if (node.s?.some(place => place[0] === source)) nodes.add(i); });
  } else {
    const centre = region.indexOf(region.byId.get(value));
    nodes.add(centre);
    for (const k of region.edgesOf.get(centre) ?? []) nodes.add(region.edges[k][0] === centre ? region.edges[k][1] : region.edges[k][0]);
  }
  return new Set([...nodes].map(i => cardFor(map, i)).filter(Boolean));
}

export function markCards(map) {
  const {state, region, board} = map, overlay = map.overlay(), path = state.path ? new Set(state.path.nodes.map(i => cardFor(map, i))) : null;
  map.near = path ? new Map([...path].filter(Boolean).map(key => [key, []])) : nearOf(map, state.selected);
  const marked = markedCards(map), near = map.near, person = state.selected && !region.isGroup(state.selected) && region.thing(state.selected).L === "Person";
  board.classList.toggle("has-choice", Boolean(state.selected || path));
  board.classList.toggle("has-mark", Boolean(marked));
  map.marked = marked;
  for (const [key, card] of map.cards) {
    if (!card.isConnected) continue;
    const chosen = key === state.selected;
    card.classList.toggle("chosen", chosen);
    card.classList.toggle("near", near.has(key) && !chosen);
    const side = map.forms ? sideOf(map, key).side : 0;
    card.classList.toggle("outside", (Boolean(marked) && !marked.has(key)) || (Boolean(map.forms) && !side));
    for (const one of [1, 2, 3]) card.classList.toggle(`form-${one}`, side === one);
    card.querySelector(".main").setAttribute("aria-pressed", chosen);
    footText(card, "why", person ? [...new Set(near.get(key) ?? [])].join(", ") : "");
    const value = overlay && !map.changes && !map.forms ? overlay.of(key) : 0, level = value ? levelOf(overlay, value) : 0;
    footText(card, "badge", map.forms ? formBadge(map, key) : map.changes ? timeBadge(map, key) : level ? overlay.badge(value) : "");
    if (region.content.times) timeClasses(map, key, card);
    card.classList.toggle("tint", level > 0);
    card.style.setProperty("--level", level);
  }
  for (const item of board.querySelectorAll(".seat")) markSeat(map, item, overlay, near);
}

function footText(card, kind, text) {
  let note = card.querySelector(`.${kind}`);
  if (!text) { note?.remove(); return; }
  if (!note) {
    let foot = card.querySelector(".foot");
    if (!foot) card.append(foot = el("div", "foot"));
    foot.prepend(note = el("span", kind));
  }
  note.textContent = text;
}

function markSeat(map, item, overlay, near) {
  const {region, state} = map, key = item.dataset.key, i = region.indexOf(key), post = item.dataset.post;
  const own = key === state.selected || (post !== undefined && state.selected === "n" + post);
  item.classList.toggle("chosen", own);
  item.setAttribute("aria-pressed", own);
  item.classList.toggle("near", !own && near.has(key));
  const ofPerson = region.nodes[i].L === "Person" ? overlay?.ofPerson?.(i) : "", ofSeat = post !== undefined ? overlay?.ofSeat?.(Number(post)) : "";
  const text = ofPerson || ofSeat || "";
  let badge = item.querySelector(".badge");
  if (!text) badge?.remove();
  else { if (!badge) item.append(badge = el("span", "badge")); badge.textContent = text; }
}
