import assert from 'node:assert/strict';
import { test } from 'node:test';

import { aspectOf, boxesOf, heightOf, justify, neighbour, rowOf, rowsBetween } from '../../src/layout/justified';

function random(count: number): Float32Array {
  let state = 12345;
  return Float32Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return 0.5 + (state / 2147483648) * 2;
  });
}

test('every photo is in exactly one row, with its own aspect ratio', () => {
  const aspects = random(1000);
  const rows = justify(aspects, 1200, 220, 6);
  let seen = 0;
  for (let row = 0; row < rows.count; row += 1) {
    assert.equal(rows.starts[row], seen);
    for (const box of boxesOf(rows, aspects, row)) {
      assert.ok(Math.abs(box.width / box.height - (aspects[seen] as number)) < 0.01);
      seen += 1;
    }
  }
  assert.equal(seen, 1000);
});

test('all rows but the last are as wide as the page and near the wanted height', () => {
  const aspects = random(1000);
  const rows = justify(aspects, 1200, 220, 6);
  for (let row = 0; row < rows.count - 1; row += 1) {
    const last = boxesOf(rows, aspects, row).at(-1);
    assert.ok(last && Math.abs(last.x + last.width - 1200) < 0.5);
    assert.ok((rows.heights[row] as number) > 100 && (rows.heights[row] as number) < 400);
  }
});

test('the last row is not stretched', () => {
  const rows = justify(Float32Array.of(1), 1200, 220, 6);
  assert.equal(rows.heights[0], 220);
  assert.equal(heightOf(rows), 220);
});

test('a panorama alone is as wide as the page and no wider', () => {
  const aspects = Float32Array.of(5, 1, 1);
  const rows = justify(aspects, 300, 124, 3);
  const [box] = boxesOf(rows, aspects, 0);
  assert.ok(box && box.width <= 300.01);
});

test('nothing has no height', () => {
  const rows = justify(new Float32Array(0), 1200, 220, 6);
  assert.equal(rows.count, 0);
  assert.equal(heightOf(rows), 0);
  assert.deepEqual(rowsBetween(rows, 0, 1000), [0, 0]);
});

test('sizes that are unknown or absurd are laid out as something that can be seen', () => {
  assert.equal(aspectOf(0, 0), 1);
  assert.equal(aspectOf(null, 5), 1);
  assert.equal(aspectOf(Number.NaN, 5), 1);
  assert.equal(aspectOf(100000, 1), 5);
  assert.ok(aspectOf(1, 100000) > 0.3);
  assert.equal(aspectOf(300, 200), 1.5);
});

test('rows in view are those that touch it', () => {
  const aspects = random(100000);
  const rows = justify(aspects, 1200, 220, 6);
  const [first, end] = rowsBetween(rows, 50000, 51000);
  assert.ok((rows.tops[first] as number) <= 50000 && (rows.tops[first + 1] as number) > 50000);
  assert.ok((rows.tops[end - 1] as number) <= 51000 && (rows.tops[end] as number) > 51000);
});

test('arrow keys go to the nearest photo of the next row and stop at the edges', () => {
  const aspects = Float32Array.from({ length: 9 }, () => 1);
  const rows = justify(aspects, 306, 100, 3);
  assert.equal(rows.count, 3);
  assert.equal(neighbour(rows, aspects, 1, 'down'), 4);
  assert.equal(neighbour(rows, aspects, 4, 'up'), 1);
  assert.equal(neighbour(rows, aspects, 1, 'up'), null);
  assert.equal(neighbour(rows, aspects, 7, 'down'), null);
  assert.equal(rowOf(rows, 5), 1);
});
