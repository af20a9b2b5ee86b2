import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bucketAt, indexOfMonth, sharesOf, yearMarks } from '../../src/layout/timeline';
import { Latest } from '../../src/state/latest';
import { sectionsOf } from '../../src/state/sections';
import { nearestFirst } from '../../src/state/suggestions';

const photo = (photo_id: number, taken_at: string | null, maybe = false, place: string | null = null) => ({
  photo_id, width: 3, height: 2, thumbhash: null, thumbnail: null, taken_at, favourite: false, maybe, place,
});

test('an old answer never overwrites a newer one', async () => {
  const latest = new Latest();
  let finishOld: (value: string) => void = () => {};
  const old = latest.run(() => new Promise<string>((resolve) => (finishOld = resolve)));
  const recent = await latest.run(async () => 'new');
  finishOld('old');
  assert.equal(recent, 'new');
  assert.equal(await old, null);
});

test('an old question is ended, and its failure is nobody\'s concern', async () => {
  const latest = new Latest();
  const old = latest.run((signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended')))));
  assert.equal(await latest.run(async () => 1), 1);
  assert.equal(await old, null);
  await assert.rejects(latest.run(async () => Promise.reject(new Error('broken'))), /broken/);
});

test('maybes come below all others and are capped', () => {
  const photos = [photo(1, null), photo(2, null, true), photo(3, null), photo(4, null, true), photo(5, null, true)];
  const groups = sectionsOf(photos, 'none', 2);
  assert.deepEqual(groups.map((group) => [group.kind, group.photos.map((p) => p.photo_id)]), [['plain', [1, 3]], ['maybe', [2, 4]]]);
  assert.deepEqual(sectionsOf([], 'none', 2), []);
});

test('when nothing is above the line, the maybes are the results and are grouped', () => {
  const photos = [photo(1, '2023-05-02', true), photo(2, '2024-01-01', true), photo(3, '2023-05-02', true)];
  assert.deepEqual(sectionsOf(photos, 'none', 2).map((group) => [group.kind, group.photos.length]), [['plain', 2]]);
  assert.deepEqual(sectionsOf(photos, 'day', 3).map((group) => [group.kind, group.label]), [['day', '2023-05-02'], ['day', '2024-01-01']]);
});

test('suggestions that begin with what was typed come first', () => {
  const texts = (typed: string, ...list: string[]): string[] => nearestFirst(list.map((text) => ({ text })), typed).map(({ text }) => text);
  assert.deepEqual(texts('ky', 'Benátky nad Jizerou', 'Kyoto', 'Tokyo'), ['Kyoto', 'Benátky nad Jizerou', 'Tokyo']);
  assert.deepEqual(texts(' SO ', 'EPSON', 'New South Wales', 'South'), ['South', 'New South Wales', 'EPSON']);
  assert.deepEqual(texts('', 'b', 'a'), ['b', 'a']);
  assert.deepEqual(texts('京', '東京', '京都'), ['京都', '東京']);
});

test('groups keep the order of their best photo, those of unknown day last', () => {
  const photos = [photo(1, null), photo(2, '2023-05-02T10:00'), photo(3, '2024-01-01'), photo(4, '2023-05-02T09:00')];
  const groups = sectionsOf(photos, 'day', 10);
  assert.deepEqual(groups.map((group) => [group.label, group.photos.map((p) => p.photo_id)]), [['2023-05-02', [2, 4]], ['2024-01-01', [3]], ['', [1]]]);
  assert.deepEqual(sectionsOf([photo(1, null, false, 'Kyoto'), photo(2, null)], 'place', 10).map((group) => group.label), ['Kyoto', '']);
});

test('the scrubber finds each month where its photos begin', () => {
  const buckets = [{ bucket: '2024-02', count: 10 }, { bucket: '2023-12', count: 30 }, { bucket: '2023-01', count: 60 }];
  const shares = sharesOf(buckets);
  assert.equal(bucketAt(shares, 0), 0);
  assert.equal(bucketAt(shares, 0.11), 1);
  assert.equal(bucketAt(shares, 0.5), 2);
  assert.equal(bucketAt(shares, 1), 2);
  assert.deepEqual(yearMarks(buckets, shares, 0.01).map((mark) => mark.year), ['2024', '2023']);
  assert.equal(bucketAt(sharesOf([]), 0.5), 0);
});

test('a month without photos leads to the nearest older one', () => {
  const buckets = [{ bucket: '2024-02', count: 1 }, { bucket: '2023-12', count: 1 }, { bucket: 'unknown', count: 1 }];
  assert.equal(indexOfMonth(buckets, '2024-02'), 0);
  assert.equal(indexOfMonth(buckets, '2024-01'), 1);
  assert.equal(indexOfMonth(buckets, '1999-01'), 2);
  assert.equal(indexOfMonth([], '1999-01'), 0);
});
