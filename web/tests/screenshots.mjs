// Ten states of the page, on desktop and phone, light and dark: node tests/screenshots.mjs URL OUT [--docs].
// --docs: only the five that README and docs show, as JPEG.

import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [url, out, mode] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.SHOEBOX_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

const settled = async (page) => {
  // Pages without photos have nothing to wait for.
  await page.waitForSelector('[data-photo-id] img.loaded', { timeout: 2500 }).catch(() => {});
  await page.waitForTimeout(700);
};
const open = async (page) => {
  await settled(page);
  await page.locator('[data-photo-id] a').first().click();
  await page.waitForSelector('.pswp__img');
  await page.waitForTimeout(900);
};
const offline = async (page) => {
  await page.route('**/api/search?*', (route) => route.abort());
  await page.goto(`${url}/?q=dog`);
  await page.waitForTimeout(900);
};

/// The words are those of the album that script/demo fetches.
const STATES = [
  { name: 'photos', path: '/', then: (page) => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight * 0.4)) },
  { name: 'search', path: { en: '/?q=mountains', zh: '/?q=花' } },
  { name: 'chips', path: { en: '/?q=2003 to 2006', zh: '/?q=2005年' } },
  { name: 'viewer', path: { en: '/?q=mountains', zh: '/?q=山' }, then: open },
  { name: 'suggestions', path: '/', then: async (page) => page.getByRole('searchbox').focus() },
  { name: 'map', path: '/map' },
  { name: 'albums', path: '/albums' },
  { name: 'library', path: '/library' },
  { name: 'empty', path: '/hidden' },
  { name: 'offline', path: '/', then: offline },
];
const DEVICES = [
  ['desktop', { viewport: { width: 1280, height: 800 } }],
  ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }],
];
const THEMES = [['light', 'en-GB'], ['dark', 'zh-CN']];
const SHOWN = ['photos desktop light', 'search desktop dark', 'viewer desktop light', 'chips phone light', 'library phone dark'];

for (const [device, options] of DEVICES) {
  for (const [theme, locale] of THEMES) {
    const context = await browser.newContext({ ...options, colorScheme: theme, locale, serviceWorkers: 'block', reducedMotion: 'reduce' });
    const page = await context.newPage();
    for (const { name, path, then } of STATES) {
      if (mode === '--docs' && !SHOWN.includes(`${name} ${device} ${theme}`)) continue;
      await page.unrouteAll();
      await page.goto(url + (typeof path === 'string' ? path : theme === 'light' ? path.en : path.zh));
      await settled(page);
      if (then) await then(page);
      await settled(page);
      const file = `${out}/${name}-${device}-${theme}`;
      await page.screenshot(mode === '--docs' ? { path: `${file}.jpg`, type: 'jpeg', quality: 82, scale: 'css' } : { path: `${file}.png` });
    }
    await context.close();
  }
}
await browser.close();
