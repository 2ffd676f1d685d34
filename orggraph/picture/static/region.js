/* The content of a region, indexed: what a card is, who sits where, what is tied to what. EUPL-1.2.
   A card has a key: "n5" for the node at 5, "g2" for the group at 2. Ids of the graph are what survives a change of the data. */
import {dayIn, teller} from "./dom.js";
import {holdsAt} from "./times.js";

export const MAIN_TYPES = ["PREPARES", "ADVISES", "ACCOUNTABLE_TO"];
const QUIET = new Set(["AT", "MEETING_OF", "QUALIFIES_FOR", "COVERS", "PREFERS", "ABOUT", "ROUTE_OF", "ROUTE_FOR", "HAS_ROLE", "ON_BEHALF_OF"]);

export function readRegion(content) {
  const {nodes, edges, types, lanes} = content;
  const groups = [], groupOf = new Map(), tops = new Map(lanes.map(lane => [lane.id, []]));
  const tiers = new Set(["participants", ...lanes.filter(lane => lane.tier).map(lane => lane.id)]);
  for (const card of content.cards) {
    if (card.at !== undefined) { tops.get(card.lane).push("n" + card.at); continue; }
    for (const member of card.m) groupOf.set(member, groups.length);
    tops.get(card.lane).push("g" + groups.length);
    groups.push({...card, t: card.lane, ic: "group"});
  }
  const seatsOf = new Map(), postsOf = new Map(), edgesOf = new Map(), byId = new Map(), push = (map, key, value) => {
    const list = map.get(key);
    if (list) list.push(value); else map.set(key, [value]);
  };
  nodes.forEach((node, i) => { byId.set(node.i, "n" + i); if (content.times) node.held = node.h; });
  groups.forEach((group, i) => byId.set(group.id, "g" + i));
  const collator = new Intl.Collator(content.lang, {numeric: true}), live = new Uint8Array(edges.length), there = [];
  /* What holds at a date; without all times everything in the content does. */
  const setDate = date => {
    for (const index of [seatsOf, postsOf, edgesOf]) index.clear();
    nodes.forEach((node, i) => { there[i] = !content.times || holdsAt(node.a, node.z, node.y, date); });
    nodes.forEach((node, i) => {
      if (content.times) node.h = there[i] ? node.held?.filter(held => there[held[0]] && holdsAt(held[1], held[2], held[4], date)) : undefined;
      if (!node.h?.length) delete node.h;
      if (node.of !== undefined && there[i]) push(seatsOf, node.of, i);
      for (const [person, since, until, acting] of node.h ?? []) push(postsOf, person, {post: i, since, until, acting});
    });
    if (content.times) nodes.forEach((node, i) => { if (node.L === "Person") node.p = postsOf.get(i)?.length ?? 0; });
    edges.forEach(([source, target, , , from, before, gaps], k) => {
      live[k] = there[source] && there[target] && holdsAt(from, before, gaps, date) ? 1 : 0;
      if (live[k]) { push(edgesOf, source, k); push(edgesOf, target, k); }
    });
    for (const seats of seatsOf.values()) {
      seats.sort((a, b) => (nodes[a].c?.[0] ?? 99) - (nodes[b].c?.[0] ?? 99) || collator.compare(nodes[a].n, nodes[b].n));
    }
  };
  setDate(content.on.slice(0, 10));

  const indexOf = key => Number(key.slice(1));
  const isGroup = key => key[0] === "g";
  const thing = key => (isGroup(key) ? groups[indexOf(key)] : nodes[indexOf(key)]);
  /* The name on a card; of a group with the number of those that are there at the date. */
  const nameOf = key => {
    const {n, w = n, m} = thing(key);
    return m && content.times ? w.replace(/^\d+/, m.filter(i => there[i]).length) : w;
  };
  const homeOf = i => nodes[i].of ?? i;
  const members = key => (isGroup(key) ? groups[indexOf(key)].m : [indexOf(key)]);
  const seatsUnder = key => members(key).flatMap(i => (nodes[i].L === "Post" ? [i] : seatsOf.get(i) ?? []));
  const holdsCards = group => ["Body", "Organization", "Cooperation", "Arrangement"].includes(group.L);
  const withSeats = key => new Set(members(key).flatMap(i => [i, ...(seatsOf.get(i) ?? [])]));
  const topKey = i => { const home = homeOf(i); return groupOf.has(home) ? "g" + groupOf.get(home) : "n" + home; };
  const idOf = key => (isGroup(key) ? groups[indexOf(key)].id : nodes[indexOf(key)].i);
  const isQuiet = k => QUIET.has(types[edges[k][2]].id);
  /* Where a person sits: each body of theirs, with the seats there. */
  const placesOf = person => {
    const places = new Map();
    for (const held of postsOf.get(person) ?? []) push(places, homeOf(held.post), held);
    return places;
  };
  /* Relations of a card: per relation read from its side, the other ends. */
  const relationsOf = key => {
    const own = withSeats(key), found = new Map(), thingHere = thing(key), every = !tiers.has(thingHere.t) || thingHere.L === "Post";
    for (const i of own) {
      for (const k of edgesOf.get(i) ?? []) {
        const [source, target, type] = edges[k], outward = own.has(source), other = outward ? target : source;
        if (own.has(other) || (isQuiet(k) && !every)) continue;
        const name = `${type}${outward || !types[type].arrow ? "" : "-"}`, end = nodes[i].L === "Post" || every ? other : homeOf(other);
        (found.get(name) ?? found.set(name, {type, outward: outward || !types[type].arrow, ends: new Set()}).get(name)).ends.add(end);
      }
    }
    return [...found.values()].sort((a, b) => a.type - b.type || Number(b.outward) - Number(a.outward));
  };
  return {
    content, nodes, edges, types, lanes, groups, groupOf, tops, tiers, seatsOf, postsOf, edgesOf, byId, indexOf, isGroup, thing, homeOf, members,
    seatsUnder, holdsCards, withSeats, topKey, idOf, isQuiet, placesOf, relationsOf, setDate, live, there, nameOf, t: teller(content.texts), day: dayIn(content.lang),
    lane: key => thing(key).t,
    typeAt: new Map(types.map((type, i) => [type.id, i])),
    canUnfold: key => (isGroup(key) ? true : (seatsOf.get(indexOf(key)) ?? []).length > 0),
  };
}
