/* What a picture holds, for canvas and for ordinary elements: lines that cross, labels that lie over each other. EUPL-1.2.
   A canvas is watched while it draws; what was drawn since it was last cleared is the picture. */
(() => {
  const drawn = new Map(), proto = CanvasRenderingContext2D.prototype, MOST = 4000;
  const pictureOf = ctx => {
    if (!drawn.has(ctx.canvas)) drawn.set(ctx.canvas, {lines: [], labels: [], path: []});
    return drawn.get(ctx.canvas);
  };
  const scaleOf = ctx => { const r = ctx.canvas.getBoundingClientRect(); return r.width ? ctx.canvas.width / r.width : devicePixelRatio; };
  const at = (ctx, x, y) => { const m = ctx.getTransform(), s = scaleOf(ctx); return [(m.a * x + m.c * y + m.e) / s, (m.b * x + m.d * y + m.f) / s]; };
  const wrap = (name, before) => { const own = proto[name]; proto[name] = function (...args) { before(this, args); return own.apply(this, args); }; };
  wrap("clearRect", (ctx, [, , w, h]) => { if (w > 300 && h > 300) drawn.delete(ctx.canvas); });
  wrap("beginPath", ctx => { pictureOf(ctx).path = []; });
  wrap("moveTo", (ctx, [x, y]) => pictureOf(ctx).path.push([at(ctx, x, y)]));
  const on = (ctx, x, y) => { const {path} = pictureOf(ctx); if (path.length) path.at(-1).push(at(ctx, x, y)); };
  wrap("lineTo", (ctx, [x, y]) => on(ctx, x, y));
  wrap("quadraticCurveTo", (ctx, a) => on(ctx, a[2], a[3]));
  wrap("bezierCurveTo", (ctx, a) => on(ctx, a[4], a[5]));
  wrap("stroke", ctx => { const own = pictureOf(ctx); if (own.lines.length < 60_000) own.lines.push(...own.path.filter(line => line.length > 1)); });
  wrap("fillText", (ctx, [text, x, y]) => {
    const {width} = ctx.measureText(text), m = ctx.getTransform(), px = parseFloat(/(\d+(\.\d+)?)px/.exec(ctx.font)?.[1] ?? "10");
    const size = px * Math.hypot(m.a, m.b) / scaleOf(ctx), wide = width * Math.hypot(m.a, m.b) / scaleOf(ctx), [left, top] = at(ctx, x, y);
    const from = ctx.textAlign === "center" ? left - wide / 2 : ctx.textAlign === "right" ? left - wide : left;
    if (text.trim()) pictureOf(ctx).labels.push({x: from, y: top - size / 2, w: wide, h: size});
  });

  const elements = () => {
    const labels = [], walk = document.createTreeWalker(document.querySelector(".board"), NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let node; (node = walk.nextNode());) {
      if (!node.data.trim() || !node.parentElement.checkVisibility() || node.parentElement.closest(".unseen")) continue;
      range.selectNodeContents(node);
      for (const r of range.getClientRects()) if (r.width > 1) labels.push({x: r.x, y: r.y + r.height * 0.15, w: r.width, h: r.height * 0.7});
    }
    const lines = window.__orggraphLanesMap.lines;
    return {labels, lines: lines.map(line => line.points), groups: lines.map(line => line.group)};
  };

  const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  const cross = (a, b, c, d) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  const far = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]) > 12;
  const crossings = (lines, groups = []) => {
    const some = lines.filter(line => far(line[0], line.at(-1))).slice(0, MOST);
    let n = 0;
    for (let i = 0; i < some.length; i++) for (let j = i + 1; j < some.length; j++) {
      if (groups.length && groups[i] === groups[j]) continue;
      const [one, other] = [some[i], some[j]];
      if (![one[0], one.at(-1)].every(end => far(end, other[0]) && far(end, other.at(-1)))) continue;      // they meet at a node
      for (let a = 1; a < one.length; a++) for (let b = 1; b < other.length; b++) if (cross(one[a - 1], one[a], other[b - 1], other[b])) n++;
    }
    return n;
  };
  const overlaps = labels => {
    const sorted = [...labels].sort((a, b) => a.x - b.x);
    let n = 0;
    for (let i = 0; i < sorted.length; i++) for (let j = i + 1; j < sorted.length && sorted[j].x < sorted[i].x + sorted[i].w - 1; j++) {
      if (Math.min(sorted[i].y + sorted[i].h, sorted[j].y + sorted[j].h) - Math.max(sorted[i].y, sorted[j].y) > 2) n++;
    }
    return n;
  };
  window.counts = () => {
    const all = document.querySelector(".board") ? [elements()] : [...drawn].filter(([canvas]) => canvas.isConnected).map(([, own]) => own);
    const lines = all.flatMap(one => one.lines), labels = all.flatMap(one => one.labels), heights = labels.map(label => label.h).sort((a, b) => a - b);
    const small = heights[Math.floor(heights.length / 2)] ?? null;
    return {crossings: lines.length ? crossings(lines, all[0]?.groups) : null, lines: lines.length, overlaps: overlaps(labels), labels: labels.length,
      height: small === null ? null : Math.round(small * 10) / 10};
  };
})();
