// A form is sent once: a second press within three seconds is let go by. Never blocks for longer, and a page
// that comes back from the browser's memory starts afresh. The server recognises repeats by itself.

const WAIT = 3000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  const now = Date.now();
  if (now - Number(form.dataset.sentAt || 0) < WAIT) {
    event.preventDefault();
    return;
  }
  form.dataset.sentAt = String(now);
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  setTimeout(() => button.removeAttribute("aria-busy"), WAIT);
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) delete form.dataset.sentAt;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});
