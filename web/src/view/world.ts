// The outlines of land and countries (Natural Earth, by way of world-atlas), as paths in the unit world of map_view.ts:
// made once a level of detail, drawn at any place and zoom by a transform alone.

import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import coarse from 'world-atlas/countries-110m.json?url';
import fine from 'world-atlas/countries-10m.json?url';
import medium from 'world-atlas/countries-50m.json?url';

import { scaleOf, xOf, yOf, type Size, type View } from '../layout/map_view';

interface Paths {
  readonly land: Path2D;
  readonly borders: Path2D;
}

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

const LEVELS = [
  { address: coarse, zoom: 0 },
  { address: medium, zoom: 3.6 },
  { address: fine, zoom: 5.6 },
];
const loaded: (Paths | 'loading' | undefined)[] = [];

/// Longitudes without jumps: past the date line they go on beyond 180.
function unwrapped(line: readonly Position[]): [longitude: number, latitude: number][] {
  let turn = 0;
  let before: number | null = null;
  return line.map(([longitude, latitude]) => {
    const here = longitude as number;
    if (before !== null && Math.abs(here - before) > 180) turn += here > before ? -360 : 360;
    before = here;
    return [here + turn, latitude as number];
  });
}

function trace(path: Path2D, line: readonly [number, number][], shift: number): void {
  line.forEach(([longitude, latitude], i) => {
    const [x, y] = [xOf(longitude + shift), yOf(latitude)];
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  });
}

/// A ring over the date line is drawn at both ends of the world; one around a pole (Antarctica) is closed below it.
function addRing(path: Path2D, ring: readonly Position[]): void {
  const line = unwrapped(ring);
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return;
  if (Math.abs(first[0] - last[0]) > 180) line.push([last[0], -90], [first[0], -90]);
  const longitudes = line.map(([longitude]) => longitude);
  for (const shift of [-360, 0, 360]) {
    if (Math.max(...longitudes) + shift <= -180 || Math.min(...longitudes) + shift >= 180) continue;
    trace(path, line, shift);
    path.closePath();
  }
}

function addLand(path: Path2D, geometry: Geometry): void {
  if (geometry.type === 'Polygon') for (const ring of (geometry as Polygon).coordinates) addRing(path, ring);
  if (geometry.type === 'MultiPolygon') {
    for (const polygon of (geometry as MultiPolygon).coordinates) for (const ring of polygon) addRing(path, ring);
  }
}

async function load(level: number): Promise<Paths> {
  const reply = await fetch((LEVELS[level] as { address: string }).address);
  const world = (await reply.json()) as World;
  const land = new Path2D();
  for (const { geometry } of feature(world, world.objects.land).features) addLand(land, geometry);
  const borders = new Path2D();
  const inner = mesh(world, world.objects.countries, (a, b) => a !== b);
  for (const line of inner.coordinates) trace(borders, unwrapped(line), 0);
  return { land, borders };
}

function pathsFor(zoom: number, again: () => void): Paths | null {
  let wanted = LEVELS.findLastIndex((level) => zoom >= level.zoom);
  if (wanted < 0) wanted = 0;
  if (loaded[wanted] === undefined) {
    loaded[wanted] = 'loading';
    load(wanted).then(
      (paths) => {
        loaded[wanted] = paths;
        again();
      },
      () => (loaded[wanted] = undefined),
    );
  }
  for (let level = wanted; level >= 0; level -= 1) {
    const paths = loaded[level];
    if (paths && paths !== 'loading') return paths;
  }
  if (wanted > 0 && loaded[0] === undefined) pathsFor(0, again);
  return null;
}

export interface Colours {
  readonly sea: string;
  readonly land: string;
  readonly border: string;
}

/// The colours of the map in the theme of now.
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string, other: string): string => style.getPropertyValue(name).trim() || other;
  return { sea: read('--sea', '#dfe7ea'), land: read('--land', '#f6f3ee'), border: read('--border', '#cfc8bd') };
}

/// Draws the world; `again` is called when finer outlines have come.
export function drawWorld(canvas: HTMLCanvasElement, view: View, size: Size, colours: Colours, again: () => void): void {
  const context = canvas.getContext('2d');
  if (!context || size.width === 0) return;
  const density = Math.min(2, devicePixelRatio);
  const [width, height] = [Math.round(size.width * density), Math.round(size.height * density)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, width, height);
  const paths = pathsFor(view.zoom, again);
  if (!paths) return;
  const scale = scaleOf(view.zoom) * density;
  context.setTransform(scale, 0, 0, scale, width / 2 - view.x * scale, height / 2 - view.y * scale);
  context.fillStyle = colours.land;
  context.fill(paths.land);
  context.strokeStyle = colours.border;
  context.lineWidth = density / scale;
  context.stroke(paths.land);
  context.lineWidth = (0.7 * density) / scale;
  context.stroke(paths.borders);
}
