import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { en } from '../../src/text/en';
import { asTime, bytesText, filled, fromTime, parseTaken, takenText } from '../../src/text/format';
import { zhCN } from '../../src/text/zh-CN';

const placeholders = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string))].sort();

test('both languages say the same things with the same fillings', () => {
  assert.deepEqual(Object.keys(zhCN).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    assert.ok(zhCN[key].trim() !== '', key);
    if (key === 'viewer.files') continue;  // English leaves the count out when there is one file
    assert.deepEqual(placeholders(zhCN[key]), placeholders(en[key]), key);
  }
});

// Looks for keys in the sources, so that a text nobody shows, or one that is missing, is noticed.
test('every text is shown somewhere and every shown text exists', () => {
  const source = new URL('../../src/', import.meta.url).pathname;
  const files = ['view', 'state', '.'].flatMap((folder) =>
    readdirSync(`${source}${folder}`).filter((name) => /\.(svelte|ts)$/.test(name)).map((name) => readFileSync(`${source}${folder}/${name}`, 'utf8')),
  );
  const all = files.join('\n');
  const byKind = (key: string): boolean => /^(chip|suggest)\./.test(key);
  for (const key of Object.keys(en)) if (!byKind(key)) assert.ok(all.includes(`'${key}'`), `nobody shows ${key}`);
  for (const match of all.matchAll(/\bt\('([^']+)'/g)) assert.ok((match[1] as string) in en, `${match[1]} is in no table`);
});

test('counts choose their word', () => {
  assert.equal(filled('{count} photo|{count} photos', { count: 1 }, 'en'), '1 photo');
  assert.equal(filled('{count} photo|{count} photos', { count: 1200 }, 'en'), '1,200 photos');
  assert.equal(filled('{count} 张', { count: 1200 }, 'zh-CN'), '1,200 张');
  assert.equal(filled('{a} {missing}', { a: 'x|y' }, 'en'), 'x|y {missing}');
});

test('a date is written as precisely as it is known, by the wall clock where it was taken', () => {
  assert.equal(takenText('2023-12-31T23:50:00+11:00', 'en', 'full'), 'Dec 31, 2023, 23:50');
  assert.equal(takenText('2023-05', 'zh-CN', 'month'), '2023年5月');
  assert.equal(takenText('1995', 'en', 'day'), '1995');
  assert.equal(takenText('unknown', 'en', 'full'), '');
  assert.equal(takenText(null, 'en', 'full'), '');
  assert.equal(parseTaken('0099-01-01')?.year, 99);
});

test('a time in a field is read in the ways people write it', () => {
  assert.equal(fromTime('2023-05-17T10:20:30+09:00'), '2023-05-17 10:20:30');
  assert.equal(fromTime('2023-05'), '2023-05');
  assert.equal(fromTime('2023-05-17T10:00:00Z'), '2023-05-17 10:00');
  for (const [written, read] of [
    ['1987', '1987'],
    ['1987-7', '1987-07'],
    ['1987年7月', '1987-07'],
    ['２０２３/5/17', '2023-05-17'],
    ['2023.5.17 9:05', '2023-05-17T09:05'],
    ['2023-05-17 10:20:30', '2023-05-17T10:20:30'],
    ['2023年5月17日10时', '2023-05-17T10:00'],
    ['last summer', 'last summer'],
    ['', ''],
  ] as const)
    assert.equal(asTime(written), read, written);
});

test('bytes are told in units that can be read', () => {
  assert.equal(bytesText(0, 'en'), '0 B');
  assert.equal(bytesText(1536, 'en'), '1.5 KB');
  assert.equal(bytesText(3.2e9, 'en'), '3.2 GB');
});
