// Imports a file that is dropped or chosen, and shows what was added and which lines could not be read. Readers have no form.
const zone = document.getElementById("drop");
const name = document.getElementById("pool");
const file = document.getElementById("file");
const result = document.getElementById("result");

async function send(chosen) {
  if (!chosen) return;
  if (!name.value) name.value = chosen.name.split(".")[0].replace(/[^A-Za-z0-9._-]+/g, "-");
  if (!name.reportValidity()) return;
  result.textContent = `Importing ${chosen.name}…`;
  zone.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/pools/${encodeURIComponent(name.value)}/import`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", Accept: "text/html" },
      body: chosen,
    });
    const text = await answer.text();
    if (answer.ok) result.innerHTML = text;
    else result.textContent = new DOMParser().parseFromString(text, "text/html").querySelector("main .lede")?.textContent ?? `Refused: ${answer.status}.`;
  } catch {
    result.textContent = "No connection. Import the file again: what has arrived is not imported twice.";
  } finally {
    zone.removeAttribute("aria-busy");
    file.value = "";
  }
}

for (const kind of ["dragover", "drop"]) {
  zone?.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
  });
}
zone?.addEventListener("dragleave", () => zone.classList.remove("over"));
zone?.addEventListener("drop", (event) => send(event.dataTransfer.files[0]));
file?.addEventListener("change", () => send(file.files[0]));
