// Rates steps by keyboard and mouse. A change shows at once and waits in the browser's storage until the server has it, so that
// neither a reload nor a broken connection loses one.
const task = document.getElementById("task");
const id = task.dataset.task;
const steps = [...task.querySelectorAll("li.step")];
const finish = document.getElementById("finish");
const back = document.getElementById("undo");
const status = document.getElementById("status");
const instructions = document.getElementById("instructions");
const reason = document.getElementById("reason");
const why = document.getElementById("why");
const instead = document.getElementById("instead");
const completions = document.getElementById("completions");
const own = document.getElementById("own");

const longestPause = 30000; // A longer pause counts as idle.
const slowestRetry = 15000;
const drafts = "labelling-";
// changes: what the server does not have yet, by path, the oldest first; undo: [step, text of the completion or null, rating before].
const empty = { changes: {}, undo: [], seconds: 0, end: null };
const draft = { ...empty, ...JSON.parse(localStorage.getItem(drafts + id) ?? "{}") };
let here = 0;
let sending = false;
let retry = 500;
let closed = false;
let shown = -1; // The bad step whose completions are shown.

for (const key of Object.keys(localStorage)) {
  // The server has given another task, so an older one has ended or gone to somebody else.
  if (key.startsWith(drafts) && key !== drafts + id) localStorage.removeItem(key);
}

const save = () => localStorage.setItem(drafts + id, JSON.stringify(draft));
const rating = (step) => steps[step].dataset.rating;
const firstBad = () => steps.findIndex((s) => s.dataset.rating === "-1");
const last = () => (firstBad() < 0 ? steps.length - 1 : firstBad());
const complete = () => steps.slice(0, last() + 1).every((s) => s.dataset.rating !== "");
const value = (text) => (text === "unsure" ? null : Number(text));
const others = () => [...completions.children];

function press(row) {
  for (const button of row.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.rate === row.dataset.rating));
  }
}

function show() {
  const end = last();
  steps.forEach((step, i) => {
    step.classList.toggle("here", i === here);
    step.classList.toggle("after", i > end);
    step.tabIndex = i === here ? 0 : -1;
    press(step);
  });
  finish.disabled = !complete() || closed;
  back.disabled = draft.undo.length === 0 || closed;
  instead.hidden = firstBad() < 0 || closed;
  if (firstBad() !== shown) offer();
}

function say(text, isError = false) {
  status.textContent = text;
  status.classList.toggle("error", isError);
}

function move(to) {
  here = Math.max(0, Math.min(last(), to));
  show();
  steps[here].focus({ preventScroll: true });
  steps[here].scrollIntoView({ block: "nearest" });
}

function change(path, method, body) {
  // A later change of the same thing is sent after those before it.
  delete draft.changes[path];
  draft.changes[path] = { method, body };
  save();
  send();
}

function store(step, rated) {
  if (rated === "") change(`ratings/${step}`, "DELETE", null);
  else change(`ratings/${step}`, "PUT", { value: value(rated) });
}

function rate(step, rated) {
  if (closed || step > last()) return;
  draft.undo.push([step, null, rating(step)]);
  steps[step].dataset.rating = rated;
  store(step, rated);
  if (complete()) {
    here = step;
    show();
    finish.focus({ preventScroll: true });
  } else {
    move(step + 1);
  }
}

function storeCompletion(step, text, rated) {
  const body = { text, value: rated === "" ? null : value(rated), rated: rated !== "" };
  change(`alternatives/${step}#${text}`, "PUT", body);
}

function rateCompletion(row, rated) {
  if (closed) return;
  draft.undo.push([shown, row.dataset.text, row.dataset.rating]);
  row.dataset.rating = rated;
  storeCompletion(shown, row.dataset.text, rated);
  press(row);
  show();
  (row.nextElementSibling ?? finish).focus();
}

function undo() {
  const entry = draft.undo.pop();
  if (!entry || closed) return;
  const [step, text, before] = entry;
  if (text === null) {
    steps[step].dataset.rating = before;
    store(step, before);
    move(step);
  } else {
    storeCompletion(step, text, before);
    const row = others().find((r) => r.dataset.text === text && shown === step);
    if (row) {
      row.dataset.rating = before;
      press(row);
      row.focus();
    }
    show();
  }
  say("Undone");
}

// Other completions of the bad step, once the server knows that it is bad.
async function offer() {
  shown = firstBad();
  document.getElementById("instead-step").textContent = String(shown + 1);
  completions.replaceChildren();
  own.value = draft.changes[`own-steps/${shown}`]?.body.text ?? "";
  if (shown < 0 || draft.changes[`ratings/${shown}`]) return;
  const step = shown;
  const answer = await fetch(`/label/tasks/${id}/alternatives/${step}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || step !== shown) return;
  const { completions: known, ownStep } = await answer.json();
  if (!draft.changes[`own-steps/${step}`]) own.value ||= ownStep ?? "";
  completions.replaceChildren(...known.map((c, i) => row(step, i, c)));
}

function row(step, number, completion) {
  const row = document.createElement("li");
  row.className = "step";
  row.tabIndex = 0;
  row.dataset.text = completion.text;
  const waiting = draft.changes[`alternatives/${step}#${completion.text}`]?.body ?? { rated: completion.rated, value: completion.rating };
  row.dataset.rating = waiting.rated ? String(waiting.value ?? "unsure") : "";
  row.setAttribute("aria-label", `Completion ${number + 1}`);
  const text = document.createElement("div");
  text.className = "text";
  text.textContent = completion.text;
  const buttons = steps[step].querySelector(".rate").cloneNode(true);
  buttons.setAttribute("aria-label", `Rating of completion ${number + 1}`);
  row.append(text, buttons);
  row.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) rateCompletion(row, button.dataset.rate);
  });
  press(row);
  return row;
}

function end(how, text = null) {
  draft.end = { how, reason: text };
  closed = true;
  save();
  show();
  send();
}

async function request(method, path, body) {
  const answer = await fetch(`/label/tasks/${id}/${path}`, {
    method,
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: body === null ? null : JSON.stringify(body),
  });
  if (answer.ok) return true;
  if (answer.status === 401) {
    say("You are signed out. Sign in again; your ratings wait in this browser.", true);
    return false;
  }
  if (answer.status < 500) {
    const problem = await answer.json().catch(() => ({}));
    closed = true;
    localStorage.removeItem(drafts + id);
    show();
    say(`${problem.detail ?? "The rating was refused."} Load the page again.`, true);
    return false;
  }
  throw new Error(`status ${answer.status}`);
}

async function send() {
  if (sending) return;
  sending = true;
  try {
    for (let path; (path = Object.keys(draft.changes)[0]) !== undefined; ) {
      const one = draft.changes[path];
      say("Storing…");
      if (!(await request(one.method, path.split("#")[0], one.body))) return;
      // It may have been changed again meanwhile.
      if (draft.changes[path] === one) delete draft.changes[path];
      save();
      if (path === `ratings/${shown}`) offer();
    }
    if (draft.end) {
      if (!(await request("POST", "end", { ...draft.end, seconds: Math.round(draft.seconds) }))) return;
      localStorage.removeItem(drafts + id);
      location.reload();
      return;
    }
    retry = 500;
    say("Stored");
  } catch {
    const waiting = Object.keys(draft.changes).length;
    say(`No connection: ${waiting} ${waiting === 1 ? "rating waits" : "ratings wait"} in this browser.`, true);
    setTimeout(send, retry);
    retry = Math.min(slowestRetry, retry * 2);
  } finally {
    sending = false;
  }
}

function ask(how, title) {
  document.getElementById("reason-title").textContent = title;
  why.value = "";
  reason.returnValue = "";
  reason.onclose = () => {
    if (reason.returnValue === "send" && why.value.trim()) end(how, why.value.trim());
    else move(here);
  };
  reason.showModal();
  why.focus();
}

const keys = { 1: "-1", "-": "-1", 2: "0", 0: "0", 3: "1", "+": "1", "=": "1", 4: "unsure", u: "unsure" };

document.addEventListener("keydown", (event) => {
  if (event.altKey || reason.open || instructions.open || closed) return;
  if (event.target === own) {
    if (event.key !== "Escape") return;
    finish.focus();
    event.preventDefault();
    return;
  }
  const isUndo = event.key === "z" && !event.shiftKey;
  if ((event.ctrlKey || event.metaKey) && !isUndo) return;
  const at = event.target.closest("#completions > li");
  if (isUndo) undo();
  else if (event.key in keys) at ? rateCompletion(at, keys[event.key]) : rate(here, keys[event.key]);
  else if (event.key === "ArrowDown" || event.key === "j") at ? at.nextElementSibling?.focus() : move(here + 1);
  else if (event.key === "ArrowUp" || event.key === "k") at?.previousElementSibling ? at.previousElementSibling.focus() : move(at ? here : here - 1);
  else if (event.key === "a" && others().length > 0) others()[0].focus();
  else if (event.key === "w" && !instead.hidden) own.focus();
  else if (event.key === "g") ask("gave-up", "Give up");
  else if (event.key === "b") ask("bad-problem", "Bad problem");
  else if (event.key === "?") instructions.showModal();
  else if (event.key === "Enter" && !event.target.closest("button, a")) complete() ? end("finished") : move(here + 1);
  else return;
  event.preventDefault();
});

steps.forEach((step, i) => {
  step.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) rate(i, button.dataset.rate);
    else move(i);
  });
});
own.addEventListener("input", () => change(`own-steps/${shown}`, "PUT", { text: own.value }));
finish.addEventListener("click", () => end("finished"));
back.addEventListener("click", undo);
document.getElementById("give-up").addEventListener("click", () => ask("gave-up", "Give up"));
document.getElementById("bad-problem").addEventListener("click", () => ask("bad-problem", "Bad problem"));
document.getElementById("help").addEventListener("click", () => instructions.showModal());
addEventListener("online", () => send());

let active = performance.now();
for (const kind of ["keydown", "pointerdown", "pointermove", "scroll"]) {
  addEventListener(
    kind,
    () => {
      const now = performance.now();
      draft.seconds += Math.min(now - active, longestPause) / 1000;
      active = now;
    },
    { passive: true },
  );
}
addEventListener("pagehide", () => {
  if (!closed || draft.end) save();
});

for (const [path, { method, body }] of Object.entries(draft.changes)) {
  const [, step] = path.match(/^ratings\/(\d+)$/) ?? [];
  if (step !== undefined) steps[step].dataset.rating = method === "DELETE" ? "" : String(body.value ?? "unsure");
}
const open = steps.findIndex((_, i) => rating(i) === "");
if (complete()) {
  here = last();
  show();
  finish.focus({ preventScroll: true });
} else {
  move(open < 0 ? 0 : open);
}
if (draft.end) closed = true;
if (Object.keys(draft.changes).length > 0 || draft.end) send();
