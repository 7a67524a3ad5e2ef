// Replaces the parts of a page that the server pushes. The browser connects again by itself.
for (const part of document.querySelectorAll("[data-live]")) {
  const events = new EventSource(part.dataset.live);
  events.onmessage = (event) => {
    part.innerHTML = event.data;
  };
  addEventListener("pagehide", () => events.close());
}
