// Copies the address of the page, in which everything stands that was chosen on it.
const copy = document.getElementById("copy-link");
copy.hidden = false;
copy.addEventListener("click", async () => {
  let copied = true;
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    // Without TLS a browser has no clipboard on other hosts than its own; this older way works there.
    const field = Object.assign(document.createElement("input"), { value: location.href });
    copy.after(field);
    field.select();
    copied = document.execCommand("copy");
    field.remove();
    copy.focus();
  }
  document.getElementById("copied").textContent = copied ? "Copied" : "Copy the address from the address bar";
});
