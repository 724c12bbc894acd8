// The desk by keyboard. The page declares its keys: [data-key="a"] on a link, button or field is pressed or
// focused by that key; [data-row] are the links that j and k walk along (Enter follows a link by itself);
// ? opens the dialog #keys, which lists what the page declares. Looked up at each press, so parts of the page
// that were replaced work at once.

const WRITING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

const dialog = document.getElementById("keys");
const words = document.querySelector("[data-keys]");

for (const opener of document.querySelectorAll("[data-open]")) {
  opener.hidden = false;
  opener.addEventListener("click", () => open(opener.dataset.open));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches?.(WRITING)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") return done(event, () => open("keys"));
  if (event.key === "j" || event.key === "k") return done(event, () => walk(event.key === "j" ? 1 : -1));
  const wanted = declared().find((element) => element.dataset.key === event.key);
  if (wanted) done(event, () => use(wanted));
});

function done(event, action) {
  event.preventDefault();
  action();
}

function declared() {
  return [...document.querySelectorAll("[data-key]")].filter((element) => !element.disabled && visible(element));
}

function visible(element) {
  return element.getClientRects().length > 0;
}

function use(element) {
  if (!element.matches(WRITING)) return element.click();
  element.focus();
  element.select?.();
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(visible);
  if (!rows.length) return;
  const here = rows.indexOf(document.activeElement);
  const marked = rows.findIndex((row) => row.closest("[aria-current]"));
  const from = here >= 0 ? here : marked >= 0 ? marked : step > 0 ? -1 : rows.length;
  const row = rows[Math.min(Math.max(from + step, 0), rows.length - 1)];
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function open(id) {
  const wanted = document.getElementById(id);
  if (!wanted?.showModal) return;
  if (wanted === dialog) list();
  wanted.showModal();
}

// The help says what the page declares, and nothing else.
function list() {
  const first = declared().filter((element, at, all) => all.findIndex((one) => one.dataset.key === element.dataset.key) === at);
  const lines = first.map((element) => [element.dataset.key, label(element)]);
  if (document.querySelector("[data-row]")) lines.unshift(["j  k", words.dataset.rows], ["Enter", words.dataset.enter]);
  const parts = lines.flatMap(([key, text]) => {
    const term = document.createElement("dt");
    const cap = document.createElement("kbd");
    const meaning = document.createElement("dd");
    cap.textContent = key;
    term.append(cap);
    meaning.textContent = text;
    return [term, meaning];
  });
  words.replaceChildren(...parts);
}

function label(element) {
  const said = element.dataset.keyLabel || element.getAttribute("aria-label") || element.labels?.[0]?.textContent;
  if (said) return said.trim();
  const copy = element.cloneNode(true);
  for (const cap of copy.querySelectorAll("kbd")) cap.remove();
  return copy.textContent.trim();
}
