// Sets the formulas that the server has marked (MathText.razor). What KaTeX cannot read stays as text. KaTeX sets styles as
// properties of elements, which the content security policy allows.
function set(formula) {
  const display = formula.dataset.tex === "display";
  const place = document.createElement("span");
  try {
    katex.render(formula.textContent.slice(Number(formula.dataset.open), -Number(formula.dataset.close) || undefined), place, {
      displayMode: display,
      throwOnError: true,
      strict: "ignore",
      maxSize: 30,
    });
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    formula.classList.add("unset");
    return;
  } finally {
    delete formula.dataset.tex;
  }
  formula.replaceChildren(...place.childNodes);
}

const setAll = () => document.querySelectorAll("[data-tex]").forEach(set);
setAll();
// Parts that are pushed or exchanged.
new MutationObserver(setAll).observe(document.body, { childList: true, subtree: true });
