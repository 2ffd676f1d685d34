/* Where a card stands in its lane: few and short lines, by swapping; made once per number of columns, and kept. EUPL-1.2. */

const WEIGHT = {PREPARES: 3, ADVISES: 2, ACCOUNTABLE_TO: 1.5, SUPERVISES: 0.8, SUPPORTS: 0.6, INFORMS: 0.4};
const STAYS = new Set(["work", "participants"]);
const MOST_MOVED = 40;         // with more cards in a lane they stand in order of name: what a reader can search through
const STARTS = 3;

/* How much two cards of the first sight pull at each other. */
export function pullsOf(region) {
  const pulls = new Map(), sums = new Map();
  for (const [source, target, type] of region.edges) {
    const weight = WEIGHT[region.types[type].id];
    if (!weight) continue;
    const a = region.topKey(source), b = region.topKey(target);
    if (a === b || !region.tiers.has(region.lane(a)) || !region.tiers.has(region.lane(b))) continue;
    const pair = a < b ? `${a} ${b}` : `${b} ${a}`;
    sums.set(pair, Math.min(4, Math.max(weight, (sums.get(pair) ?? 0) + 0.05)));
  }
  for (const [pair, weight] of sums) {
    const [a, b] = pair.split(" ");
    for (const [one, other] of [[a, b], [b, a]]) {
      if (!pulls.has(one)) pulls.set(one, []);
      pulls.get(one).push([other, weight]);
    }
  }
  return pulls;
}

/* Slots per lane: an array of keys, row by row, with null for an empty place.
   `before` are the ids that stood there with these columns: what is still there keeps its place. */
export function place(region, pulls, cols, before = null) {
  if (before && mostlyKnown(region, before)) return placeAsBefore(region, cols, before);
  let best = null, least = Infinity;
  for (let seed = 0; seed < (cols > 3 ? STARTS : 1); seed++) {
    const trial = new Arrangement(region, pulls, cols, seed);
    if (cols > 3) trial.improve();
    const cost = trial.total();
    if (cost < least) { least = cost; best = trial.slots; }
  }
  return best;
}

function mostlyKnown(region, before) {
  const ids = Object.values(before).flat().filter(Boolean);
  return ids.filter(id => region.byId.has(id)).length * 2 > ids.length;
}

function placeAsBefore(region, cols, before) {
  const slots = {};
  for (const {id} of region.lanes) {
    const keys = new Set(region.tops.get(id)), old = (before[id] ?? []).map(one => region.byId.get(one) ?? null).map(key => (keys.has(key) ? key : null));
    for (const key of old) keys.delete(key);
    for (const key of keys) { const hole = old.indexOf(null); if (hole < 0) old.push(key); else old[hole] = key; }
    while (old.length && old.at(-1) === null) old.pop();
    slots[id] = old;
  }
  return slots;
}

class Arrangement {
  constructor(region, pulls, cols, seed) {
    Object.assign(this, {pulls, cols, at: new Map(), slots: {}, tops: {}, lanes: region.lanes.map(lane => lane.id)});
    let y = 0, state = seed * 7919 + 1;
    const random = () => (state = (state * 1664525 + 1013904223) >>> 0) / 4294967296;
    for (const lane of this.lanes) {
      const keys = region.tops.get(lane), rows = Math.max(1, Math.ceil(keys.length / cols)), slots = Array(rows * cols).fill(null);
      keys.forEach((key, i) => { slots[i] = key; });
      if (seed && this.moves(lane, slots)) {
        for (let i = slots.length - 1; i > 0; i--) {
          const j = Math.floor(random() * (i + 1));
          [slots[i], slots[j]] = [slots[j], slots[i]];
        }
      }
      this.slots[lane] = slots;
      this.tops[lane] = y;
      y += rows + 0.4;
      this.put(lane);
    }
  }

  moves(lane, slots = this.slots[lane]) { return !STAYS.has(lane) && slots.length <= MOST_MOVED; }

  put(lane) {
    this.slots[lane].forEach((key, i) => key && this.at.set(key, [i % this.cols, this.tops[lane] + Math.floor(i / this.cols)]));
  }

  /* Length and bends of the lines at a card. */
  cost(key) {
    const [column, row] = this.at.get(key);
    let sum = 0.04 * column + 0.006 * row;
    for (const [other, weight] of this.pulls.get(key) ?? []) {
      const [x, y] = this.at.get(other), dx = Math.abs(column - x), dy = Math.abs(row - y);
      sum += weight * (dx + 0.55 * dy + (dy < 0.1 && dx > 1 ? 0.8 : 0) + (dx > 0.1 ? 0.9 : 0) + (dx > 0.1 && dy > 1.5 ? 0.6 : 0));
    }
    return sum;
  }

  laneCost(lane) {
    this.put(lane);
    return this.slots[lane].reduce((sum, key) => sum + (key ? this.cost(key) : 0), 0);
  }

  total() { return this.lanes.reduce((sum, lane) => sum + this.laneCost(lane), 0); }

  improve() {
    for (let sweep = 0, better = true; better && sweep < 10; sweep++) {
      better = false;
      for (const lane of this.lanes) if (this.moves(lane)) better = this.improveLane(lane) || better;
    }
  }

  improveLane(lane) {
    let now = this.laneCost(lane), better = false;
    const attempt = slots => {
      const was = this.slots[lane];
      this.slots[lane] = slots;
      const then = this.laneCost(lane);
      if (then < now - 1e-6) { now = then; better = true; } else { this.slots[lane] = was; this.put(lane); }
    };
    const n = this.slots[lane].length;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (i === j) continue;
        const shifted = [...this.slots[lane]];
        shifted.splice(j, 0, ...shifted.splice(i, 1));
        attempt(shifted);
        if (j > i) { const swapped = [...this.slots[lane]]; [swapped[i], swapped[j]] = [swapped[j], swapped[i]]; attempt(swapped); }
      }
    }
    return better;
  }
}
