// Measures the page: `node tests/measure.mjs [PHOTOS]` against the stand-in with so many photos (default 100,000), or against
// SHOEBOX_URL. Prints a JSON line a figure. Times of threads (CPU) are told beside wall times, because the machine may be busy.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

import { makePictures, PICTURES } from './album.mjs';

const photos = Number(process.argv[2] ?? 100000);
const url = process.env.SHOEBOX_URL ?? 'http://127.0.0.1:2398';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
await makePictures(browser, PICTURES);
const server = process.env.SHOEBOX_URL ? null : spawn(process.execPath, [new URL('mock_server.mjs', import.meta.url).pathname, '2398', String(photos)], { stdio: ['ignore', 'pipe', 'inherit'] });
if (server) await new Promise((resolve) => server.stdout.once('data', resolve));

const tell = (name, figures) => console.log(JSON.stringify({ name, ...figures }));
const share = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0;
const summary = (values, digits = 1) => {
  const sorted = [...values].sort((a, b) => a - b);
  return Object.fromEntries([['p50', 0.5], ['p95', 0.95], ['p99', 0.99], ['max', 1]].map(([name, p]) => [name, Number(share(sorted, p).toFixed(digits))]));
};

async function weight() {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  let bytes = 0;
  const waiting = [];
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (path.startsWith('/api/')) return;
    waiting.push(response.body().then((body) => (bytes += gzipSync(body, { level: 9 }).length), () => {}));
  });
  await page.goto(url);
  await page.waitForSelector('[data-photo-id] img.loaded');
  await Promise.all(waiting);
  const lcp = await page.evaluate(() => new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true })));
  tell('weight', { gzip_bytes_before_photos: bytes });
  tell('largest contentful paint', { ms: Math.round(lcp) });
  await context.close();
}

async function firstResults() {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector('[data-photo-id]');
  const total = [];
  const server = [];
  for (const q of ['sunset', 'a dog', '海边', 'mountains in snow', '花', 'car', 'two people', '夜景', 'food', 'water']) {
    // From the last key press: the pause, the server, and the first tile in the page.
    const [ms, waited] = await page.evaluate(async (words) => {
      const input = document.querySelector('input[type=search]');
      input.focus();
      performance.clearResourceTimings();
      document.querySelectorAll('[data-photo-id]').forEach((tile) => tile.setAttribute('data-old', ''));
      const begin = performance.now();
      input.value = words;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      const found = await new Promise((resolve) => {
        const look = () => {
          const entry = performance.getEntriesByType('resource').find((e) => e.name.includes('/api/search?') && e.responseEnd > 0);
          if (entry && document.querySelector('[data-relevance]')) resolve(entry);
          else requestAnimationFrame(look);
        };
        look();
      });
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return [performance.now() - begin, found.responseEnd - found.startTime];
    }, q);
    total.push(ms - 220 - waited);
    server.push(waited);
  }
  tell('first results after the pause, server time apart', { ms: summary(total) });
  tell('server time of these searches, as the browser sees it', { ms: summary(server) });
  await context.close();
}

/// Durations of what is not inside another of the list, by the frame that it belongs to.
function framesOf(events, thread) {
  const names = new Set(['FireAnimationFrame', 'EventDispatch', 'FunctionCall', 'TimerFire', 'UpdateLayoutTree', 'Layout', 'PrePaint', 'MajorGC', 'MinorGC', 'V8.GCScavenger', 'RunMicrotasks']);
  const mine = events.filter((event) => event.tid === thread.tid && event.pid === thread.pid && event.ph === 'X').sort((a, b) => a.ts - b.ts);
  const begins = events.filter((event) => event.pid === thread.pid && event.tid === thread.tid && event.name === 'BeginMainThreadFrame').map((event) => event.ts).sort((a, b) => a - b);
  const wall = new Float64Array(begins.length + 1);
  const cpu = new Float64Array(begins.length + 1);
  let end = 0;
  let frame = 0;
  for (const event of mine) {
    while (frame < begins.length && begins[frame] <= event.ts) frame += 1;
    if (!names.has(event.name) || event.ts < end) continue;
    end = event.ts + event.dur;
    wall[frame] += event.dur / 1000;
    cpu[frame] += (event.tdur ?? event.dur) / 1000;
  }
  const tasks = mine.filter((event) => event.name === 'RunTask' || event.name === 'ThreadControllerImpl::RunTask');
  return { wall: [...wall.slice(1)], cpu: [...cpu.slice(1)], tasks: tasks.map((event) => event.dur / 1000), tasksCpu: tasks.map((event) => (event.tdur ?? event.dur) / 1000) };
}

async function scrolling(name, path, viewport, ready) {
  const context = await browser.newContext({ viewport, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(url + path);
  await page.waitForSelector('[data-photo-id] img.loaded');
  if (ready) await ready(page);
  await browser.startTracing(page, { categories: ['devtools.timeline', 'devtools.timeline.frame', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame', 'toplevel', 'blink.user_timing', '-*'] });
  await page.evaluate(() => new Promise((resolve) => {
    performance.mark('scrolling');
    const begin = performance.now();
    const step = (now) => {
      const t = now - begin;
      scrollBy(0, t < 6000 ? 42 : 900);  // as a wheel that is turned steadily, then as a flick through the years
      if (t < 9000) requestAnimationFrame(step);
      else resolve();
    };
    requestAnimationFrame(step);
  }));
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mark = traceEvents.find((event) => event.name === 'scrolling');
  const { wall, cpu, tasks, tasksCpu } = framesOf(traceEvents.filter((event) => event.ts >= mark.ts), mark);
  const moved = await page.evaluate(() => [Math.round(scrollY), document.documentElement.scrollHeight, document.querySelectorAll('[data-photo-id]').length]);
  tell(name, { frames: wall.length, script_and_layout_ms: summary(wall), the_same_cpu_ms: summary(cpu), task_ms: summary(tasks), task_cpu_ms: summary(tasksCpu), scrolled_px: moved[0], page_px: moved[1], tiles: moved[2] });
  if (process.env.SHOEBOX_TRACE) (await import('node:fs')).writeFileSync(process.env.SHOEBOX_TRACE, JSON.stringify(traceEvents));
  await context.close();
}

try {
  const sizes = JSON.parse(readFileSync(new URL('../package.json', import.meta.url)));
  tell('machine', { photos, node: process.version, browser: browser.version(), page: sizes.version });
  await weight();
  await firstResults();
  await scrolling('scrolling the timeline, desktop', '/timeline', { width: 1440, height: 900 });
  await scrolling('scrolling the timeline, phone', '/timeline', { width: 390, height: 844 });
  await scrolling('scrolling results, desktop', '/?q=everything', { width: 1440, height: 900 });
} finally {
  await browser.close();
  server?.kill();
}
