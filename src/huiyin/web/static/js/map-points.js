// What lies on a map that moves: points, the near ones as groups with a count, and the names of areas, which give way
// to them.

const L = window.L;
const NEAR = 48; // points closer than this on the screen are shown as one with a count
const LINE = 12; // height of a name
const ASIDE = [0, -26, 26, -38, 38]; // where a name is tried, beside its middle, until no group hides it

const names = new Map();

export async function read(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

export function named(map, feature, drawn) {
  if (feature.properties.kind !== "area" || !feature.properties.name) return;
  const words = document.createElement("span");
  words.textContent = feature.properties.name;
  const icon = L.divIcon({ className: "map-name", html: words, iconSize: [96, LINE] });
  const at = drawn.getBounds().getCenter();
  const marker = L.marker(at, { icon, interactive: false, keyboard: false, pane: "names" }).addTo(map);
  names.set(map, [...(names.get(map) || []), { at, marker, half: wide(words.textContent) / 2 }]);
}

function wide(words) {
  return [...words].reduce((sum, letter) => sum + (letter > "\u2e80" ? LINE : LINE * 0.55), 0);
}

// A name goes where none of the groups lies over it; it stays in its middle where there is no such place.
function givesWay(map, { at, marker, half }, groups) {
  const { x, y } = map.project(at);
  const hides = ({ spot, count }, down) =>
    Math.abs(spot.x - x) < half + radius(count) && Math.abs(spot.y - y - down) < LINE / 2 + radius(count);
  const down = ASIDE.find((aside) => !groups.some((group) => hides(group, aside))) ?? 0;
  marker.setLatLng(map.unproject([x, y + down]));
}

function radius(count) {
  return (count === 1 ? 24 : Math.min(26 + 2.4 * Math.log2(count), NEAR)) / 2;
}

export function points(map, say) {
  const layer = L.layerGroup().addTo(map);
  let asked;
  let known = [];
  const draw = () => grouped(map, known, layer, say);
  const load = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const data = await read(say.points.replace("{bbox}", map.getBounds().pad(0.1).toBBoxString()), asked.signal);
      known = data.features;
      draw();
    } catch {
      // an older question, or no network: what is drawn stays
    }
  };
  map.on("zoomend", draw);
  if (say.points.includes("{bbox}")) map.on("moveend", load);
  load();
}

// The most come first and take in what lies near them, so that no group hides another.
function grouped(map, features, layer, say) {
  const many = (feature) => feature.properties.count || 1;
  const groups = [];
  for (const feature of [...features].sort((a, b) => many(b) - many(a))) {
    const [lon, lat] = feature.geometry.coordinates;
    const spot = map.project([lat, lon]);
    const near = groups.find((group) => group.spot.distanceTo(spot) < NEAR);
    if (!near) {
      groups.push({ spot, at: [lat, lon], count: many(feature), members: [feature] });
      continue;
    }
    near.count += many(feature);
    near.members.push(feature);
  }
  layer.clearLayers();
  for (const group of groups) marker(map, group, say).addTo(layer);
  for (const one of names.get(map) || []) givesWay(map, one, groups);
}

function marker(map, { at, count, members }, say) {
  const one = members.length === 1 ? members[0].properties : null;
  const size = 2 * radius(count);
  const html = count === 1 ? "" : String(count);
  const title = one?.title || (say.sayGroup || "{n}").replace("{n}", count);
  const icon = L.divIcon({ className: count === 1 ? "map-one" : "map-group", html, iconSize: [size, size] });
  const drawn = L.marker(at, { icon, title, alt: title });
  return drawn.on("click", () => (one?.url ? location.assign(one.url) : map.setView(at, map.getZoom() + 2)));
}
