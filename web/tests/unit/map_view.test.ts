import assert from 'node:assert/strict';
import { test } from 'node:test';

import { apart, bounded, boxOf, boxText, latitudeOf, longitudeOf, pannedBy, parseBox, pointOf, viewOf, viewOfAddress, xOf, yOf, zoomedAround } from '../../src/layout/map_view';

const size = { width: 800, height: 600 };
const near = (a: number, b: number, by = 1e-6): void => assert.ok(Math.abs(a - b) < by, `${a} is not near ${b}`);

test('projecting and back is the same place', () => {
  for (const [longitude, latitude] of [[0, 0], [139.7, 35.7], [-179.9, -60], [179.9, 84]] as const) {
    near(longitudeOf(xOf(longitude)), longitude);
    near(latitudeOf(yOf(latitude)), latitude);
  }
  assert.ok(Number.isFinite(yOf(90)) && Number.isFinite(yOf(-90)));
});

test('the view never leaves the world', () => {
  const view = bounded({ x: 5, y: -3, zoom: -8 }, size);
  const [west, south, east, north] = boxOf(view, size);
  assert.ok(west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north);
});

test('zooming keeps the place under the pointer', () => {
  const view = bounded({ x: xOf(20), y: yOf(40), zoom: 6 }, size);
  const before = pointOf(view, size, 21, 41);
  const after = pointOf(zoomedAround(view, size, before[0], before[1], 1), size, 21, 41);
  near(before[0], after[0], 1e-3);
  near(before[1], after[1], 1e-3);
});

test('dragging moves the world with the pointer', () => {
  const view = bounded({ x: xOf(20), y: yOf(40), zoom: 6 }, size);
  const before = pointOf(view, size, 20, 40);
  const after = pointOf(pannedBy(view, size, 30, -20), size, 20, 40);
  near(after[0] - before[0], 30, 1e-6);
  near(after[1] - before[1], -20, 1e-6);
});

test('an address brings back the same area', () => {
  const view = bounded({ x: xOf(135.77), y: yOf(35.01), zoom: 9 }, size);
  const box = parseBox(boxText(boxOf(view, size)));
  assert.ok(box);
  near(viewOfAddress(box, size).zoom, 9, 0.01);
});

test('a box of one point is shown with what is around it', () => {
  assert.ok(viewOf([10, 10, 10, 10], size).zoom <= 13);
});

test('what is no box is refused', () => {
  for (const text of [null, '', '1,2,3', 'a,b,c,d', '1,2,3,4,5', '0,10,5,5', '-999,0,1,1', '0,-91,1,1', 'NaN,0,1,1']) {
    assert.equal(parseBox(text), null, String(text));
  }
});

test('clusters that would lie on one another are one, where the larger is', () => {
  const spot = (longitude: number, count: number) => ({ latitude: 0, longitude, count, box: [longitude - 1, -1, longitude + 1, 1] });
  const one = apart([spot(0, 2), spot(5, 9), spot(120, 4)], 1, 50);
  assert.deepEqual(one.map(({ longitude, count }) => [longitude, count]), [[5, 11], [120, 4]]);
  assert.deepEqual(one[0]?.box, [-1, -1, 6, 1]);
  assert.equal(apart([spot(0, 2), spot(5, 9)], 8, 50).length, 2);
});
