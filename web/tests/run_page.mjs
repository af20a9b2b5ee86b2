// The tests of the page in a browser: `node tests/run_page.mjs [NAME...]`, of all files or of those named. With
// SHOEBOX_PROGRAM=build/release/shoebox against the real server with an album of its own, else against the stand-in.
import { readdirSync } from 'node:fs';
import { after } from 'node:test';

const { finish } = await import('./page/harness.mjs');
after(finish);
const wanted = process.argv.slice(2);
for (const name of readdirSync(new URL('page/', import.meta.url)).sort()) {
  if (name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((word) => name.includes(word)))) await import(`./page/${name}`);
}
