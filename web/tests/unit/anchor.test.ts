import assert from 'node:assert/strict';
import { test } from 'node:test';

import { anchorAt, heightOfAnchor, type Anchor } from '../../src/layout/anchor';
import { StackLayout, type SectionInput, type Stack } from '../../src/layout/stack';

const measure = { width: 1000, rowHeight: 200, gap: 6, sectionGap: 20 };
const section = (count: number, loaded = true, heading = 40): SectionInput => ({
  aspects: loaded ? Float32Array.from({ length: count }, (_, i) => 0.7 + (i % 3) * 0.4) : null,
  count,
  heading,
});
const stackOf = (...inputs: SectionInput[]): Stack => new StackLayout().place(inputs, measure);
const near = (a: number | null, b: number): void => assert.ok(a !== null && Math.abs(a - b) < 0.01, `${a} is not ${b}`);

test('what is at the edge is found again where it is', () => {
  const stack = stackOf(section(30), section(200, false), section(40));
  for (const y of [1, 39, 40, 41, 333.5, 900, 4000, stack.height - 1]) {
    near(heightOfAnchor(stack, anchorAt(stack, y) as Anchor), y);
  }
});

test('more photos below leave the view where it is', () => {
  const before = stackOf(section(100));
  const after = stackOf(section(600));
  near(heightOfAnchor(after, anchorAt(before, 2345) as Anchor), 2345);
});

test('a section above that turns out higher moves the view by the difference', () => {
  const before = stackOf(section(100, false), section(50));
  const after = stackOf(section(100), section(50));
  const [was, is] = [before.sections[1]?.top ?? 0, after.sections[1]?.top ?? 0];
  assert.notEqual(was, is);
  near(heightOfAnchor(after, anchorAt(before, was + 300) as Anchor), is + 300);
});

test('at the very top nothing is held: what comes first is seen first', () => {
  assert.equal(anchorAt(stackOf(section(10)), 0), null);
  assert.equal(anchorAt(stackOf(section(10)), -100), null);
  assert.equal(anchorAt(stackOf(), 100), null);
});

test('a photo that is not there any more is the last one', () => {
  const after = stackOf(section(5));
  const y = heightOfAnchor(after, { section: 0, photo: 90, share: 0 });
  assert.ok(y !== null && y < after.height);
  assert.equal(heightOfAnchor(after, { section: 7, photo: 0, share: 0 }), null);
});
