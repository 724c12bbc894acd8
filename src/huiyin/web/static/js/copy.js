// Buttons that need JavaScript show themselves: [data-copy="id"] copies that element's text and says so in
// data-copied; [data-print] prints the page.

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      say(button, button.dataset.copied || "✓");
    } catch {
      getSelection().selectAllChildren(source); // no permission: the text is at least selected
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

function say(button, words) {
  const line = document.createElement("span");
  line.setAttribute("role", "status");
  line.className = "note";
  line.textContent = words;
  button.after(line);
  setTimeout(() => line.remove(), 4000);
}
