// The map for choosing a place weighs more than the rest of the page: it is fetched when somebody opens it.
// <details data-map-later data-map-script="…" data-map-style="…" data-map-module="…" hidden>, a [data-map] inside.
// Without JavaScript the fold stays hidden and the place is written in words.

for (const fold of document.querySelectorAll("[data-map-later]")) {
  fold.hidden = false;
  if (fold.open) fetchMap(fold);
  else fold.addEventListener("toggle", () => fetchMap(fold), { once: true });
}

function fetchMap({ dataset }) {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: dataset.mapStyle });
  const script = Object.assign(document.createElement("script"), { src: dataset.mapScript });
  script.addEventListener("load", () => import(dataset.mapModule));
  document.head.append(style, script);
}
