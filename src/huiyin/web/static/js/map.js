// The map that moves, over the one that is drawn on the server (which stays when this script does not run).
// <div class="map" data-map …> with
//   data-outlines  address of GeoJSON: areas, rivers, roads (properties kind, name)
//   data-points    address of GeoJSON points (properties title, url, count); {bbox} in it is replaced by
//                  west,south,east,north and asked again when the map has moved
//   data-view      south,west,north,east to begin with; else the outlines decide
//   data-tiles     address of tiles, only if the office has set one; data-attribution its thanks
//   data-lat, data-lon   ids of inputs: the map chooses a place
// Words: data-say-group, data-say-middle, data-say-pin.

import { named, points, read } from "./map-points.js";

const L = window.L;

if (L) for (const box of document.querySelectorAll("[data-map]")) begin(box);

async function begin(box) {
  const say = box.dataset;
  box.replaceChildren();
  box.tabIndex = 0;
  const map = L.map(box, { zoomSnap: 0.5, minZoom: 6, maxZoom: 19, attributionControl: Boolean(say.tiles), zoomControl: false });
  L.control.zoom({ zoomInTitle: say.sayIn || "+", zoomOutTitle: say.sayOut || "-" }).addTo(map);
  map.createPane("names").style.zIndex = 450; // above the ground, below the points
  if (say.tiles) L.tileLayer(say.tiles, { attribution: say.attribution || "" }).addTo(map);
  view(map, say.view);
  if (say.outlines) await outlines(map, say);
  if (!map.getBounds || !hasView(map)) map.setView([30, 105], 6);
  if (say.lat && say.lon) choosing(map, box);
  if (say.points) points(map, say);
}

function view(map, words) {
  const [south, west, north, east] = (words || "").split(",").map(Number);
  if (Number.isFinite(east)) map.fitBounds([[south, west], [north, east]]);
}

function hasView(map) {
  try {
    return Boolean(map.getCenter());
  } catch {
    return false;
  }
}

async function outlines(map, say) {
  let data;
  try {
    data = await read(say.outlines);
  } catch {
    return; // the list beside the map says the same
  }
  const layer = L.geoJSON(data, {
    interactive: false,
    style: (feature) => ({ className: feature.properties.kind || "area", weight: feature.properties.kind === "river" ? 3 : 1, fillOpacity: 1 }),
    onEachFeature: (feature, drawn) => named(map, feature, drawn),
  }).addTo(map);
  if (!hasView(map)) map.fitBounds(layer.getBounds(), { padding: [8, 8] });
}

function choosing(map, box) {
  const [lat, lon] = [document.getElementById(box.dataset.lat), document.getElementById(box.dataset.lon)];
  if (!lat || !lon) return;
  const icon = L.divIcon({ className: "map-pin", iconSize: [26, 26], iconAnchor: [13, 31] });
  const pin = L.marker([0, 0], { icon, draggable: true, title: box.dataset.sayPin, alt: box.dataset.sayPin });
  const put = (at) => {
    pin.setLatLng(at).addTo(map);
    lat.value = at.lat.toFixed(6);
    lon.value = at.lng.toFixed(6);
    lat.dispatchEvent(new Event("change", { bubbles: true }));
  };
  if (lat.value && lon.value) {
    pin.setLatLng([Number(lat.value), Number(lon.value)]).addTo(map);
    map.setView(pin.getLatLng(), Math.max(map.getZoom(), 13));
  }
  map.on("click", (event) => put(event.latlng));
  pin.on("dragend", () => put(pin.getLatLng()));
  const button = document.createElement("button"); // the arrow keys move the map, this button sets the pin
  button.type = "button";
  button.className = "button quiet small";
  button.textContent = box.dataset.sayMiddle || "+";
  button.addEventListener("click", () => put(map.getCenter()));
  box.after(button);
}
