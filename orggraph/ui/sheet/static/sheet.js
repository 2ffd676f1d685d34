// Puts a page that Python wrote in its place. A link within it scrolls there and takes the focus along: its ids lie in a
// tree of their own, where the browser does not look for them. It is dark where the words of the page around it are light.
export default function (component) {
  const { parentElement, data } = component;
  let place = parentElement.querySelector(".sheet");
  if (!place) {
    place = document.createElement("div");
    place.className = "sheet";
    parentElement.append(place);
    place.addEventListener("click", follow);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => requestAnimationFrame(shade));
  }
  shade();
  if (place.body !== data.body) {
    place.innerHTML = `<style>${data.style}</style>${data.body}`;
    place.body = data.body;
  }

  function shade() {
    const [red, green, blue] = getComputedStyle(place).color.match(/[\d.]+/g).map(Number);
    place.classList.toggle("dark", red + green + blue > 380);
  }

  function follow(event) {
    const link = event.target.closest('a[href^="#"]');
    const goal = link && place.querySelector(`#${CSS.escape(link.getAttribute("href").slice(1))}`);
    if (!goal) return;
    event.preventDefault();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    goal.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
    goal.setAttribute("tabindex", "-1");
    goal.focus({ preventScroll: true });
  }
}
