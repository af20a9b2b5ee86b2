import assert from 'node:assert/strict';
import { test } from 'node:test';

import { spanOf, withChipNegated, withChipText, withoutChip } from '../../src/state/chips';

const place = { kind: 'place', text: '日本', canonical: 'place:japan', negated: false };

test('a chip is found by its bytes, and by its words when they are not told', () => {
  assert.deepEqual(spanOf('去年在日本拍的樱花', { ...place, begin: 9, end: 15 }), [3, 5]);
  assert.deepEqual(spanOf('去年在日本拍的樱花', place), [3, 5]);
  assert.deepEqual(spanOf('🌸 日本', { ...place, begin: 5, end: 11 }), [3, 5]);
  assert.equal(spanOf('去年的樱花', place), null);
  assert.deepEqual(spanOf('日本', { ...place, begin: 0, end: 999 }), [0, 2]);
});

test('removing a chip leaves the other words in good order', () => {
  assert.equal(withoutChip('cherry blossom in Japan 2023', { kind: 'time', text: '2023' }), 'cherry blossom in Japan');
  assert.equal(withoutChip('dog 2023 beach', { kind: 'time', text: '2023' }), 'dog beach');
  assert.equal(withoutChip('2023年的樱花', { kind: 'time', text: '2023年' }), '樱花');
  assert.equal(withoutChip('日本', place), '');
  assert.equal(withoutChip('樱花', place), '樱花');
});

test('negating a chip writes it in the structured syntax, and doing it again takes that back', () => {
  assert.equal(withChipNegated('日本樱花', place), '-place:japan 樱花');
  const negated = { kind: 'place', text: '-place:japan', canonical: '-place:japan', negated: true };
  assert.equal(withChipNegated('-place:japan 樱花', negated), 'place:japan 樱花');
  assert.equal(withChipNegated('old cat', { kind: 'text', text: 'old cat', negated: false }), '-"old cat"');
});

test('editing a chip exchanges its words', () => {
  assert.equal(withChipText('日本樱花', place, '韩国'), '韩国樱花');
  assert.equal(withChipText('beach 2023 dog', { kind: 'time', text: '2023' }, ' last summer '), 'beach last summer dog');
});
