// The map's camera: Web Mercator, the world one unit wide, zoom as web maps count it (256 pixels a tile). Pure.

export interface View {
  /// Of the middle, in units of the world: x 0..1 from west to east, y 0..1 from north to south.
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/// West, south, east, north in degrees.
export type Box = readonly [number, number, number, number];

export const ZOOM_MAX = 16;
const LATITUDE_MAX = 85.0511287798;

export function xOf(longitude: number): number {
  return longitude / 360 + 0.5;
}

export function yOf(latitude: number): number {
  const bounded = Math.max(-LATITUDE_MAX, Math.min(LATITUDE_MAX, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export function longitudeOf(x: number): number {
  return (x - 0.5) * 360;
}

export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

export function scaleOf(zoom: number): number {
  return 256 * 2 ** zoom;
}

/// No wider than the world and never past its edges.
export function bounded(view: View, size: Size): View {
  const zoomMin = Math.log2(Math.max(size.width, size.height * 0.9, 1) / 256);
  const zoom = Math.max(zoomMin, Math.min(ZOOM_MAX, view.zoom));
  const halfWidth = size.width / 2 / scaleOf(zoom);
  const halfHeight = size.height / 2 / scaleOf(zoom);
  const within = (value: number, half: number): number => (half >= 0.5 ? 0.5 : Math.max(half, Math.min(1 - half, value)));
  return { x: within(view.x, halfWidth), y: within(view.y, halfHeight), zoom };
}

export function boxOf(view: View, size: Size): Box {
  const w = size.width / 2 / scaleOf(view.zoom);
  const h = size.height / 2 / scaleOf(view.zoom);
  const degrees = (value: number, most: number): number => Math.max(-most, Math.min(most, value));
  return [
    degrees(longitudeOf(view.x - w), 180),
    degrees(latitudeOf(view.y + h), 90),
    degrees(longitudeOf(view.x + w), 180),
    degrees(latitudeOf(view.y - h), 90),
  ];
}

/// The view that shows a box, with some room around.
export function viewOf(box: Box, size: Size): View {
  const [west, south, east, north] = box;
  const [left, right] = [xOf(west), xOf(east < west ? east + 360 : east)];
  const [top, bottom] = [yOf(north), yOf(south)];
  const room = 0.84;
  const zoomX = Math.log2((size.width * room) / Math.max(1e-9, right - left) / 256);
  const zoomY = Math.log2((size.height * room) / Math.max(1e-9, bottom - top) / 256);
  return bounded({ x: (left + right) / 2, y: (top + bottom) / 2, zoom: Math.min(zoomX, zoomY, 13) }, size);
}

/// Exactly the box of an address, without room around.
export function viewOfAddress(box: Box, size: Size): View {
  const view = viewOf(box, size);
  return bounded({ ...view, zoom: view.zoom - Math.log2(0.84) }, size);
}

export function zoomedAround(view: View, size: Size, px: number, py: number, by: number): View {
  const next = bounded({ ...view, zoom: view.zoom + by }, size);
  const dx = (px - size.width / 2) * (1 / scaleOf(view.zoom) - 1 / scaleOf(next.zoom));
  const dy = (py - size.height / 2) * (1 / scaleOf(view.zoom) - 1 / scaleOf(next.zoom));
  return bounded({ x: view.x + dx, y: view.y + dy, zoom: next.zoom }, size);
}

export function pannedBy(view: View, size: Size, dx: number, dy: number): View {
  const scale = scaleOf(view.zoom);
  return bounded({ ...view, x: view.x - dx / scale, y: view.y - dy / scale }, size);
}

/// Where a coordinate is, in pixels of the map.
export function pointOf(view: View, size: Size, longitude: number, latitude: number): [x: number, y: number] {
  const scale = scaleOf(view.zoom);
  return [(xOf(longitude) - view.x) * scale + size.width / 2, (yOf(latitude) - view.y) * scale + size.height / 2];
}

/// "w,s,e,n" of an address; null when it is none.
export function parseBox(text: string | null): Box | null {
  const numbers = (text ?? '').split(',').map(Number);
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || west === undefined || south === undefined || east === undefined || north === undefined) return null;
  if (!numbers.every(Number.isFinite) || Math.abs(west) > 180 || Math.abs(east) > 180) return null;
  return Math.abs(south) <= 90 && Math.abs(north) <= 90 && south < north ? [west, south, east, north] : null;
}

export function boxText(box: Box): string {
  const digits = box[2] - box[0] > 1 ? 3 : 5;
  return box.map((value) => String(Number(value.toFixed(digits)))).join(',');
}

export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
  readonly count: number;
  readonly box: readonly number[];
}

/// Clusters that would lie on one another at this zoom as one, where the larger is: none hides another, and each can be hit.
export function apart<T extends Spot>(spots: readonly T[], zoom: number, gap: number): T[] {
  const scale = scaleOf(zoom);
  const kept: T[] = [];
  for (const spot of [...spots].sort((a, b) => b.count - a.count)) {
    const [x, y] = [xOf(spot.longitude) * scale, yOf(spot.latitude) * scale];
    const near = kept.findIndex((other) => Math.hypot(xOf(other.longitude) * scale - x, yOf(other.latitude) * scale - y) < gap);
    const other = kept[near];
    if (!other) {
      kept.push(spot);
      continue;
    }
    const [a, b] = [other.box as Box, spot.box as Box];
    const box = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
    kept[near] = { ...other, count: other.count + spot.count, box };
  }
  return kept;
}
