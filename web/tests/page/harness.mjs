// What the tests of the page share: a server with an album, a browser, and pages that notice what must never happen (a
// request to another host, an exception, a breach of the content security policy).

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { makeAlbum, makePictures, PICTURES } from '../album.mjs';

export const ALBUM_COUNT = 90;
const CHROMIUM = process.env.SHOEBOX_CHROMIUM ?? '/usr/bin/chromium';
const program = process.env.SHOEBOX_PROGRAM;

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(url, child) {
  for (let i = 0; i < 600; i += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const reply = await fetch(`${url}/api/session`).catch(() => null);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server did not answer within 30 s');
}

const folder = mkdtempSync(join(tmpdir(), 'shoebox-page-'));
const running = [];
export const album = join(folder, 'album');
export const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
if (program) await makeAlbum(browser, album, ALBUM_COUNT);
else await makePictures(browser, PICTURES);

async function start(command, args, port) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', process.env.SHOEBOX_VERBOSE ? 'inherit' : 'ignore'] });
  running.push(child);
  const url = `http://127.0.0.1:${port}`;
  await answers(url, child);
  return url;
}

/// A server with nothing in it yet but what `prepare` puts into its folder.
export async function startEmpty(prepare = () => {}) {
  const port = await freePort();
  prepare(join(folder, `home-${port}`));
  if (!program) return start(process.execPath, [new URL('../mock_server.mjs', import.meta.url).pathname, String(port), '0'], port);
  return start(program, ['--home', join(folder, `home-${port}`), 'serve', '--port', String(port)], port);
}

/// A server that asks for this password; null for the stand-in, which has none.
export async function startLocked(password) {
  if (!program) return null;
  const port = await freePort();
  const home = join(folder, `home-${port}`);
  const set = spawnSync(program, ['--home', home, 'passwd'], { encoding: 'utf8', input: `${password}\n` });
  assert.equal(set.status, 0, set.stderr);
  return start(program, ['--home', home, 'serve', '--host', '0.0.0.0', '--port', String(port)], port);
}

async function startFull() {
  if (process.env.SHOEBOX_URL) return process.env.SHOEBOX_URL;
  const port = await freePort();
  if (!program) return start(process.execPath, [new URL('../mock_server.mjs', import.meta.url).pathname, String(port), '2000'], port);
  assert.ok(existsSync(program), `there is no program at ${program}`);
  const home = join(folder, 'home');
  const indexed = spawnSync(program, ['--home', home, 'index', album, '--quiet'], { encoding: 'utf8' });
  assert.equal(indexed.status, 0, indexed.stderr);
  return start(program, ['--home', home, 'serve', '--port', String(port)], port);
}

export const isReal = Boolean(program);
export const base = await startFull();

export async function finish() {
  await browser.close();
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(running.map((child) => child.exitCode !== null || new Promise((resolve) => child.once('exit', resolve))));
  rmSync(folder, { recursive: true, force: true });
}

export const DESKTOP = { viewport: { width: 1280, height: 800 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/// Opens `path` in a context of its own, hands it to `use`, and checks that nothing happened that must not.
export async function visit(path, use, { device = DESKTOP, theme = 'light', language = 'en-GB', url = base, workers = 'block', before } = {}) {
  const context = await browser.newContext({ ...device, colorScheme: theme, locale: language, serviceWorkers: workers, reducedMotion: 'reduce' });
  const faults = [];
  const host = new URL(url).host;
  context.on('request', (request) => {
    const { protocol, host: other } = new URL(request.url());
    if (protocol.startsWith('http') && other !== host) faults.push(`request to ${request.url()}`);
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.on('pageerror', (error) => faults.push(`exception: ${error.stack}`));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) faults.push(message.text());
    });
    if (before) await before(page);
    await page.goto(url + path);
    await use(page, context);
    assert.deepEqual(faults, []);
  } finally {
    // A reply that is still held by a route must not fail a test that has ended.
    for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  }
}

export const tiles = (page) => page.locator('[role=list] > [data-photo-id]');
export const box = (page) => page.getByRole('searchbox');
export const address = (page) => decodeURIComponent(new URL(page.url()).pathname + new URL(page.url()).search);

/// What is told beside an open photo; on wide screens it is there by itself.
export async function openPanel(page) {
  await page.waitForSelector('.pswp__img');
  if (!(await page.getByRole('complementary').count())) await page.keyboard.press('i');
  await page.getByRole('complementary').waitFor();
}

/// Waits until `check` holds, and says what it said last when it never does.
export async function until(check, what) {
  for (let i = 0; i < 150; i += 1) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`never: ${what}`);
}
