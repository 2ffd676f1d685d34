// Scrolls a list, and nothing else, so far that what is chosen in it is in sight: of the list, and of the window.
const SETTLED = 400; // milliseconds after which what is still being drawn has its place

export default function (component) {
  const { selector, within } = component.data;
  const bring = () => {
    const chosen = document.querySelector(selector);
    const list = chosen?.closest(within);
    if (!list || list.scrollHeight <= list.clientHeight) return;
    const [outer, inner] = [list.getBoundingClientRect(), chosen.getBoundingClientRect()];
    const inWindow = Math.min(outer.bottom, window.innerHeight);
    const bottom = inWindow - outer.top > 2 * inner.height ? inWindow : outer.bottom;
    if (inner.top < outer.top || inner.bottom > bottom) list.scrollTop += inner.top - outer.top - (bottom - outer.top - inner.height) / 3;
  };
  bring();
  const later = setTimeout(bring, SETTLED);
  return () => clearTimeout(later);
}
