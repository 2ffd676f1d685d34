// Scrolls a list, and nothing else, so far that what is chosen in it is in sight.
export default function (component) {
  const { selector, within } = component.data;
  const chosen = document.querySelector(selector);
  const list = chosen?.closest(within);
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const [outer, inner] = [list.getBoundingClientRect(), chosen.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 3;
}
