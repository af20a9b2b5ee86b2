import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rowsInView, sectionAt, StackLayout } from '../../src/layout/stack';

const measure = { width: 1000, rowHeight: 200, gap: 6, sectionGap: 20 };
const square = (count: number): Float32Array => Float32Array.from({ length: count }, () => 1);

test('sections follow one another without overlap, loaded or not', () => {
  const stack = new StackLayout().place(
    [
      { aspects: square(10), count: 10, heading: 40 },
      { aspects: null, count: 500, heading: 40 },
      { aspects: square(3), count: 3, heading: 40 },
    ],
    measure,
  );
  let bottom = -20;
  for (const section of stack.sections) {
    assert.equal(section.top, bottom + 20);
    bottom = section.top + section.height;
  }
  assert.equal(stack.height, bottom);
  assert.equal(stack.sections[1]?.rows, null);
});

test('only what is in view is asked for', () => {
  const inputs = Array.from({ length: 300 }, () => ({ aspects: square(333), count: 333, heading: 40 }));
  const stack = new StackLayout().place(inputs, measure);
  const middle = stack.height / 2;
  const visible = rowsInView(stack, middle, middle + 1000);
  assert.ok(visible.length <= 2);
  const rows = visible.reduce((sum, part) => sum + part.end - part.first, 0);
  assert.ok(rows > 3 && rows < 10);
  assert.equal(visible[0]?.section, sectionAt(stack, middle));
});

test('photos that have not changed are not laid out anew', () => {
  const layout = new StackLayout();
  const aspects = square(10);
  const first = layout.place([{ aspects, count: 10, heading: 0 }], measure);
  const second = layout.place([{ aspects, count: 10, heading: 0 }], { ...measure });
  assert.equal(first.sections[0]?.rows, second.sections[0]?.rows);
  const wider = layout.place([{ aspects, count: 10, heading: 0 }], { ...measure, width: 1300 });
  assert.notEqual(first.sections[0]?.rows, wider.sections[0]?.rows);
});

test('an empty page has no height and nothing in view', () => {
  const stack = new StackLayout().place([], measure);
  assert.equal(stack.height, 0);
  assert.deepEqual(rowsInView(stack, 0, 1000), []);
});
