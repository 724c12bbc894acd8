// A case opens beside the list without leaving it. The server sends the case alone; here the line of it is marked,
// a refusal is shown like any other answer, and a button that leads to a form opens it and puts the writer there.

const desk = document.getElementById("main");

document.addEventListener("htmx:beforeSwap", (event) => {
  if (![409, 422].includes(event.detail.xhr.status)) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "case") return;
  desk.classList.replace("no-case", "has-case");
  mark();
  hideJoined();
  const refused = document.querySelector("#case [role=alert], #case .wrong");
  if (refused) {
    place(refused); // who walks by keyboard is where the problem is said
    return refused.scrollIntoView({ block: "nearest" });
  }
  document.getElementById("case").scrollTop = 0;
  document.querySelector(".queue .q[aria-current] [data-row]")?.focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#case .moves a[href^='#']");
  const wanted = link && document.getElementById(link.hash.slice(1));
  if (!wanted) return;
  event.preventDefault();
  if (wanted.tagName === "DETAILS") wanted.open = true;
  wanted.scrollIntoView({ block: "nearest" });
  const field = wanted.querySelector("textarea, input:not([type=hidden], [type=radio])");
  field?.focus();
  if (field?.tagName === "INPUT") field.select();
});

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("#case .guess details[open]")) event.target.querySelector("select")?.focus();
}, true);

function place(refused) {
  const field = refused.querySelector("input:not([type=hidden]), textarea, select");
  if (!field) refused.tabIndex = -1;
  (field ?? refused).focus({ preventScroll: true });
}

// The line of a case that was joined to the open one leaves the list, and comes back when that is undone.
const hidden = new Map();

function hideJoined() {
  const { case: open, joined } = document.getElementById("case").dataset;
  const now = joined?.split(" ").filter(Boolean) ?? [];
  for (const id of hidden.get(open) ?? []) show(id, true);
  for (const id of now) show(id, false);
  hidden.set(open, now);
}

function show(id, is) {
  const row = document.getElementById(`row-${id}`);
  if (row) row.hidden = !is;
}

function mark() {
  const shown = location.pathname;
  for (const row of document.querySelectorAll(".queue .q")) {
    const link = row.querySelector("[data-row]");
    if (new URL(link.href).pathname === shown) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}
