// Gives an embedded report its whole height, so that only the page scrolls. Frames may be pushed later.
function fit(frame) {
  const page = frame.contentDocument?.documentElement;
  if (page) frame.style.height = `${page.scrollHeight}px`;
}

// The event does not bubble.
document.addEventListener("load", (event) => event.target.tagName === "IFRAME" && fit(event.target), true);
const fitAll = () => document.querySelectorAll("iframe").forEach(fit);
addEventListener("resize", fitAll);
fitAll();
