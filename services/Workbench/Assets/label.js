// Rates steps by keyboard and mouse. A rating shows at once and waits in the browser's storage until the server has it, so that
// neither a reload nor a broken connection loses one.
const task = document.getElementById("task");
const id = task.dataset.task;
const steps = [...task.querySelectorAll(".step")];
const finish = document.getElementById("finish");
const status = document.getElementById("status");
const instructions = document.getElementById("instructions");
const reason = document.getElementById("reason");
const why = document.getElementById("why");

const longestPause = 30000; // A longer pause counts as idle.
const slowestRetry = 15000;
const drafts = "labelling-";
const draft = { ratings: {}, seconds: 0, end: null, ...JSON.parse(localStorage.getItem(drafts + id) ?? "{}") };
let here = 0;
let sending = false;
let retry = 500;
let closed = false;

for (const key of Object.keys(localStorage)) {
  // The server has given another task, so an older one has ended or gone to somebody else.
  if (key.startsWith(drafts) && key !== drafts + id) localStorage.removeItem(key);
}

const save = () => localStorage.setItem(drafts + id, JSON.stringify(draft));
const rating = (step) => steps[step].dataset.rating;
const firstBad = () => steps.findIndex((s) => s.dataset.rating === "-1");
const last = () => (firstBad() < 0 ? steps.length - 1 : firstBad());
const complete = () => steps.slice(0, last() + 1).every((s) => s.dataset.rating !== "");

function show() {
  const end = last();
  steps.forEach((step, i) => {
    step.classList.toggle("here", i === here);
    step.classList.toggle("after", i > end);
    step.tabIndex = i === here ? 0 : -1;
    for (const button of step.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.rate === step.dataset.rating));
    }
  });
  finish.disabled = !complete() || closed;
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

function rate(step, value) {
  if (closed || step > last()) return;
  steps[step].dataset.rating = value;
  draft.ratings[step] = value;
  save();
  if (complete()) {
    here = step;
    show();
    finish.focus({ preventScroll: true });
  } else {
    move(step + 1);
  }
  send();
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
    body: JSON.stringify(body),
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
    for (let step; (step = Object.keys(draft.ratings)[0]) !== undefined; ) {
      const value = draft.ratings[step];
      say("Storing…");
      const stored = await request("PUT", `ratings/${step}`, { value: value === "unsure" ? null : Number(value) });
      if (!stored) return;
      // It may have been rated again meanwhile.
      if (draft.ratings[step] === value) delete draft.ratings[step];
      save();
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
    const waiting = Object.keys(draft.ratings).length;
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
  if (event.ctrlKey || event.metaKey || event.altKey || reason.open || instructions.open || closed) return;
  if (event.key in keys) rate(here, keys[event.key]);
  else if (event.key === "ArrowDown" || event.key === "j") move(here + 1);
  else if (event.key === "ArrowUp" || event.key === "k") move(here - 1);
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
finish.addEventListener("click", () => end("finished"));
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

for (const [step, value] of Object.entries(draft.ratings)) steps[step].dataset.rating = value;
const open = steps.findIndex((_, i) => rating(i) === "");
if (complete()) {
  here = last();
  show();
  finish.focus({ preventScroll: true });
} else {
  move(open < 0 ? 0 : open);
}
if (draft.end) closed = true;
if (Object.keys(draft.ratings).length > 0 || draft.end) send();
