// Scrolls a list, and nothing else, so far that what is chosen in it is in sight: of the list, and of the window. Who comes
// from elsewhere gets the focus on what shows it; on a small screen, where that stands below the list, it is scrolled to.
const SETTLED = 400; // milliseconds after which what is still being drawn has its place
const SMALL = 640; // pixels up to which columns stand below each other
let before = null; // the entry shown last, and the arrival that brought it

export default function (component) {
  const { selector, within, detail, arrived } = component.data;
  const bring = () => {
    const chosen = document.querySelector(selector);
    const list = chosen?.closest(within);
    if (!list || list.scrollHeight <= list.clientHeight) return;
    const [outer, inner] = [list.getBoundingClientRect(), chosen.getBoundingClientRect()];
    const inWindow = Math.min(outer.bottom, window.innerHeight);
    const bottom = inWindow - outer.top > 2 * inner.height ? inWindow : outer.bottom;
    if (inner.top < outer.top || inner.bottom > bottom) list.scrollTop += inner.top - outer.top - (bottom - outer.top - inner.height) / 3;
  };
  const arrive = () => {
    const shown = detail && document.querySelector(detail);
    if (!shown || (before?.selector === selector && before?.arrived === arrived)) return;
    const comes = arrived && before?.arrived !== arrived;
    const chooses = before !== null && before.selector !== selector && window.innerWidth <= SMALL;
    before = { selector, arrived };
    if (comes) shown.focus({ preventScroll: true });
    if (comes || chooses) shown.scrollIntoView({ block: window.innerWidth <= SMALL ? "start" : "nearest" });
  };
  bring();
  const later = setTimeout(() => { bring(); arrive(); }, SETTLED);
  return () => clearTimeout(later);
}
