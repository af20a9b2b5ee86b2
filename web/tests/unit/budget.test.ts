import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rowsToMake } from '../../src/layout/budget';

const rows = (...missing: number[]): { top: number; height: number; missing: number }[] =>
  missing.map((count, i) => ({ top: i * 200, height: 200, missing: count }));

test('rows that have their tiles keep them, also while one flings', () => {
  assert.deepEqual(rowsToMake(rows(0, 5, 0), 300, 0), [true, false, true]);
});

test('what is nearest to the middle comes first', () => {
  assert.deepEqual(rowsToMake(rows(5, 5, 5, 5, 5), 500, 5), [false, false, true, false, false]);
  assert.deepEqual(rowsToMake(rows(5, 5, 5, 5, 5), 500, 10).filter(Boolean).length, 2);
});

test('a frame makes at least one row, however many photos it has', () => {
  assert.deepEqual(rowsToMake(rows(40, 40), 0, 12), [true, false]);
});

test('the budget is not gone over by a second row', () => {
  assert.deepEqual(rowsToMake(rows(8, 8), 0, 12), [true, false]);
});

test('everything is made in the end', () => {
  let view = rows(7, 6, 5, 0, 9, 3);
  for (let frame = 0; view.some(({ missing }) => missing > 0); frame += 1) {
    assert.ok(frame < 6);
    const made = rowsToMake(view, 600, 12);
    view = view.map((row, i) => (made[i] ? { ...row, missing: 0 } : row));
  }
});
