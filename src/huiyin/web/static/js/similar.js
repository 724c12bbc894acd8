// While a resident writes, similar open cases are offered.
// <textarea data-similar-url="…" data-similar-into="id" data-similar-with="kind lat lon"> sends its own text and
// the named fields of its form by POST (so that no words land in an address or a log) and puts the answer into
// the region, which should be aria-live="polite". When nothing answers, nothing happens.

const PAUSE = 700;
const SHORTEST = 6;

for (const field of document.querySelectorAll("[data-similar-url]")) {
  const region = document.getElementById(field.dataset.similarInto);
  if (!region || !field.form) continue;
  let timer;
  let asked;
  let last = "";
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  const ask = async () => {
    const words = field.value.trim();
    const body = question(field, words);
    const key = new URLSearchParams(body).toString();
    if (key === last) return;
    last = key;
    asked?.abort();
    if ([...words].length < SHORTEST) {
      region.replaceChildren();
      return;
    }
    asked = new AbortController();
    try {
      const answer = await fetch(field.dataset.similarUrl, { method: "POST", body, signal: asked.signal });
      if (answer.ok) region.innerHTML = await answer.text();
    } catch {
      last = ""; // no network: ask again at the next pause
    }
  };
  field.addEventListener("input", later);
  for (const other of companions(field)) other.addEventListener("change", later);
  if (field.value) later();
}

function companions(field) {
  const names = (field.dataset.similarWith || "").split(" ").filter(Boolean);
  return [...field.form.elements].filter((element) => names.includes(element.name));
}

function question(field, words) {
  const all = new FormData(field.form);
  const body = new FormData();
  body.set(field.name, words);
  for (const other of companions(field)) {
    const value = all.get(other.name);
    if (typeof value === "string") body.set(other.name, value);
  }
  body.set("csrfmiddlewaretoken", all.get("csrfmiddlewaretoken") ?? "");
  return body;
}
