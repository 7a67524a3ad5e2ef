// Replaces the parts of a page that the server pushes, each an event of the part's name. The browser connects again by itself.
const live = document.querySelector("[data-live]");
if (live) {
  const events = new EventSource(live.dataset.live);
  for (const part of document.querySelectorAll("[data-part]")) {
    const parse = (html) => Object.assign(document.createElement("template"), { innerHTML: html });
    let shown = part.innerHTML;
    events.addEventListener(part.dataset.part, (event) => {
      const next = parse(event.data);
      // The first event has what the page came with; a frame would load again for nothing.
      if (next.innerHTML === shown) return;
      shown = next.innerHTML;
      const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      const scrolled = [...part.querySelectorAll(".scroll")].map((box) => box.scrollLeft);
      const opened = [...part.querySelectorAll("details")].map((box) => box.open);
      part.replaceChildren(next.content);
      part.querySelectorAll(".scroll").forEach((box, i) => (box.scrollLeft = scrolled[i] ?? 0));
      part.querySelectorAll("details").forEach((box, i) => (box.open = opened[i] ?? box.open));
      if (focused) part.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    });
  }
  addEventListener("pagehide", () => events.close());
}
