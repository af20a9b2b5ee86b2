import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { address, album, DESKTOP, isReal, openPanel, PHONE, startEmpty, startLocked, tiles, until, visit } from './harness.mjs';

test('the map shows where photos were taken, without a network, and its area is in the address', () =>
  visit('/map', async (page) => {
    const cluster = page.locator('[data-count]');
    await cluster.first().waitFor();
    await tiles(page).first().waitFor();
    await until(() => /\/map\?box=/.test(page.url()), 'the address follows');
    const before = page.url();
    await page.getByRole('button', { name: 'Zoom in', exact: true }).click();
    await until(() => page.url() !== before, 'a smaller area');
    const zoomed = page.url();
    await page.reload();
    await page.waitForTimeout(600);
    const near = (url) => new URL(url).searchParams.get('box').split(',').map(Number);
    near(page.url()).forEach((value, i) => assert.ok(Math.abs(value - near(zoomed)[i]) < 0.6, `${page.url()} is not ${zoomed}`));
    await page.getByRole('button', { name: 'Show all' }).click();
    await cluster.first().waitFor();
    // Land is drawn: the canvas has more than one colour.
    await until(() => page.evaluate(() => {
      const canvas = document.querySelector('.map canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set();
      for (let i = 0; i < data.length; i += 4000) colours.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
      return colours.size > 1;
    }), 'land is drawn');
  }));

test('albums are made, filled, renamed and deleted', () =>
  visit('/', async (page) => {
    await tiles(page).first().waitFor();
    const id = await tiles(page).first().getAttribute('data-photo-id');
    await tiles(page).first().locator('a').click();
    await openPanel(page);
    await page.getByRole('button', { name: 'Add to album' }).click();
    await page.getByPlaceholder('New album').fill('Sommer 夏天');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Added to “Sommer 夏天”').waitFor();
    await page.goto(new URL('/albums', page.url()).href);
    await page.getByRole('link', { name: /Sommer 夏天/ }).first().click();
    await page.locator(`[data-photo-id="${id}"]`).waitFor();
    if (!isReal) return;
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Winter');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Winter' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await until(() => address(page) === '/albums', 'back among the albums');
    assert.equal(await page.getByText('Winter').count(), 0);
  }));

test('a search is saved and found again', () =>
  visit('/?q=red hills', async (page) => {
    await page.getByRole('button', { name: 'Save search' }).click();
    await page.getByText('Search saved').waitFor();
    await page.getByRole('link', { name: 'Albums' }).click();
    await page.getByRole('link', { name: 'red hills' }).click();
    await until(() => address(page) === '/?q=red+hills', 'searched for');
  }));

test('the library page tells folders, skipped files with reasons, models and storage', () =>
  visit('/library', async (page) => {
    await page.getByText(isReal ? album : '/home/me/Pictures').first().waitFor();
    await page.getByText(/could not be read/).click();
    await page.getByText('broken.jpg').waitFor();
    await page.getByText('in use').waitFor();
    await page.getByRole('heading', { name: 'Storage' }).waitFor();
    await page.getByLabel('Appearance').selectOption('dark');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    await page.getByLabel('Language').selectOption('zh-CN');
    await page.getByRole('heading', { name: '图库' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
    // Reasons come from the server, in the language that the page is in now.
    if (isReal) await until(async () => /\p{Script=Han}/u.test(await page.locator('.skipped li p').first().innerText()), 'the reason is told in Chinese');
    await page.reload();
    await page.getByRole('heading', { name: '图库' }).waitFor();
  }));

test('a damaged model and a job that fails are told in the language of the page', { skip: isReal ? false : 'the stand-in has no such model' }, async () => {
  const bundle = join(dirname(process.env.SHOEBOX_PROGRAM), 'share/shoebox/models/default');
  const url = await startEmpty((home) => {
    const [foreign, odd] = ['foreign', 'odd'].map((name) => join(home, 'models', name));
    mkdirSync(foreign, { recursive: true });
    writeFileSync(join(foreign, 'config.json'), '{');
    cpSync(bundle, odd, { recursive: true, dereference: true });
    // An operation that nobody knows is found out only when the model is loaded.
    const file = join(odd, 'visual', 'model.onnx');
    const model = readFileSync(file);
    model.write('Wonv', model.indexOf('Conv'));
    writeFileSync(file, model);
  });
  const model = (page, name) => page.locator(`[data-model=${name}]`);
  for (const [language, use, words] of [['en-GB', 'Use', /^\P{Script=Han}+$/u], ['zh-CN', '使用', /\p{Script=Han}/u]]) {
    await visit('/library', async (page) => {
      const foreign = model(page, 'foreign');
      await foreign.getByText(/onnx/).waitFor();
      assert.match(await foreign.locator('p').innerText(), words);
      assert.ok(await foreign.getByRole('button').isDisabled());
      await model(page, 'odd').getByRole('button', { name: use }).click();
      const why = page.getByText(/visual.model\.onnx/);
      await why.waitFor();
      await until(async () => words.test(await why.innerText()), `the reason is told for ${language}`);
    }, { url, language });
  }
});

test('a folder that is typed is the one that is read, however late the list of another comes', async () => {
  const url = await startEmpty();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await visit('/', async (page) => {
    await page.route('**/api/folders', async (route) => {
      await held;
      await route.continue();
    });
    const late = page.waitForResponse((response) => response.url().endsWith('/api/folders'));
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    const field = page.getByLabel('Path of the folder');
    await field.fill(album);
    release();
    await late;
    await page.waitForTimeout(300);
    assert.equal(await field.inputValue(), album);
  }, { url });
});

test('the first run leads from nothing to found photos', async () => {
  const url = await startEmpty();
  await visit('/', async (page) => {
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await page.getByLabel('Path of the folder').fill(isReal ? album : '/home/me/Pictures');
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await page.getByRole('button', { name: 'Read this folder' }).click();
    if (!isReal) return page.getByRole('progressbar').waitFor();
    // Search works while photos are being read, and the page fills by itself.
    await tiles(page).first().waitFor({ timeout: 120000 });
    await page.getByRole('searchbox').fill('sunset');
    await until(() => address(page) === '/?q=sunset', 'searched for');
    await tiles(page).first().waitFor();
    await page.getByRole('link', { name: 'Library' }).click();
    await page.getByText('Everything is up to date').waitFor({ timeout: 120000 });
  }, { url });
});

test('who leaves while a question is being typed is not led back', () =>
  visit('/', async (page) => {
    await tiles(page).first().waitFor();
    await page.clock.install();
    await page.getByRole('searchbox').fill('sunset');
    await page.getByRole('link', { name: 'Library' }).click();
    await page.getByRole('heading', { name: 'Library' }).waitFor();
    await page.clock.runFor(2000);
    assert.equal(address(page), '/library');
  }));

test('an answer that comes late does not bring back what has ended', () =>
  visit('/library', (page) => page.getByText('Everything is up to date').waitFor(), {
    before: (page) =>
      page.route('**/api/status', async (route) => {
        const response = await route.fetch();
        const status = await response.json();
        status.job = { ...status.job, revision: status.job.revision - 1, state: 'running' };
        await route.fulfill({ response, json: status });
      }),
  }));

test('without the server the page says so and goes on by itself', () =>
  visit('/', async (page, context) => {
    await tiles(page).first().waitFor();
    await context.route('**/api/**', (route) => route.abort());
    await page.getByRole('searchbox').fill('sunset');
    await page.getByRole('heading', { name: 'Shoebox does not answer' }).waitFor();
    await context.unroute('**/api/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await tiles(page).first().waitFor();
  }));

test('an error of the server is told in its words', () =>
  visit('/?q=sunset', (page) => page.getByText('The model is being exchanged.').waitFor(), {
    before: (page) => page.route('**/api/search?*', (route) => route.fulfill({ status: 503, json: { type: 'about:blank', title: 'Busy', status: 503, detail: 'The model is being exchanged.', code: 'busy' } })),
  }));

test('who has to sign in is asked to', () =>
  visit('/', async (page) => {
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('That is not the password.').waitFor();
  }, {
    before: (page) =>
      page.route('**/api/session', (route) =>
        route.request().method() === 'GET'
          ? route.fulfill({ json: { password_needed: true, signed_in: false, by: 'nobody', secure: true } })
          : route.fulfill({ status: 401, json: { type: 'about:blank', title: 'Wrong', status: 401, detail: 'Wrong', code: 'not_signed_in' } })),
  }));

test('who knows the password gets in, stays in, and gets out', { skip: isReal ? false : 'the stand-in has no password' }, async () => {
  const password = 'correct horse battery';
  const url = await startLocked(password);
  await visit('/library', async (page) => {
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('That is not the password.').waitFor();
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Library' }).waitFor();
    assert.equal(await page.evaluate(() => document.cookie), '');
    await page.reload();
    await page.getByRole('heading', { name: 'Library' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    await page.reload();
    await page.getByLabel('Password').waitFor();
  }, { url });
});

test('what there is no page for is said', () =>
  visit('/nonsense', (page) => page.getByRole('heading', { level: 2, name: 'There is nothing at this address' }).waitFor()));

test('the page can be installed, and its shell works without a connection', () =>
  visit('/', async (page, context) => {
    const manifest = await (await page.request.get(new URL('/manifest.webmanifest', page.url()).href)).json();
    assert.ok(manifest.icons.some((icon) => icon.sizes === '512x512') && manifest.display === 'standalone');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker has taken over');
    await page.reload();
    await tiles(page).first().waitFor();
    await context.setOffline(true);
    await page.reload();
    await page.getByText(/Shoebox does not answer/).first().waitFor();
    await page.getByRole('searchbox').waitFor();
  }, { workers: 'allow' }));

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const openViewer = async (page) => {
  await tiles(page).first().locator('a:not(.alike)').click();
  await openPanel(page);
};
const dialogOf = (page) => page.locator('dialog[open]').waitFor();
/// What is reached by more than an address.
const STATES = {
  viewer: openViewer,
  suggestions: (page) => page.getByRole('searchbox').focus(),
  'correction, refused': async (page) => {
    await openViewer(page);
    await page.locator('.panel button', { hasText: /Correct time|更正/ }).click();
    await page.locator('#correct-taken').fill('no time');
    await page.keyboard.press('Enter');
    await page.locator('#correct-taken-wrong:not(:empty)').waitFor();
  },
  'choosing an album': async (page) => {
    await openViewer(page);
    await page.locator('.panel button', { hasText: /Add to album|加入相册/ }).click();
    await dialogOf(page);
  },
  'several chosen': async (page) => {
    await tiles(page).first().locator('a:not(.alike)').focus();
    await page.keyboard.press('x');
    await page.getByRole('toolbar').waitFor();
  },
  'naming an album': async (page) => {
    await page.locator('nav a[href="/albums"]').click();
    await page.getByRole('button', { name: /New album|新建相册/ }).click();
    await dialogOf(page);
  },
  'choosing a folder': async (page) => {
    await page.locator('nav a[href="/library"]').click();
    await page.getByRole('button', { name: /Add a folder|添加文件夹/ }).click();
    await dialogOf(page);
  },
  'a chip, open': async (page) => {
    await page.getByRole('searchbox').fill('2024 red hills');
    await page.locator('[data-chip-kind=time]').click();
    await page.locator('.chips form').waitFor();
  },
  'skipped files, open': async (page) => {
    await page.locator('nav a[href="/library"]').click();
    await page.locator('summary').click();
  },
};
const PAGES = ['/', '/?q=sunset', '/?q=sunset&sort=time&group=day', '/timeline', '/map', '/albums', '/favourites', '/hidden', '/library', '/nonsense', '/sign-in', '/photo/999999999', ...Object.keys(STATES)];

async function faultsOf(page) {
  // Run as the page's developer tools would be: the policy of the page forbids scripts in it.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`);
}

// Light and dark on both devices: all states in two of the four, those with most in them in the others.
const MOST = ['/', '/?q=sunset', '/library', 'viewer', 'correction, refused', 'a chip, open'];
for (const [name, device, theme, language, states] of [
  ['desktop, light, English', DESKTOP, 'light', 'en-GB', PAGES],
  ['phone, dark, Chinese', PHONE, 'dark', 'zh-CN', PAGES],
  ['desktop, dark, English', DESKTOP, 'dark', 'en-GB', MOST],
  ['phone, light, Chinese', PHONE, 'light', 'zh-CN', MOST],
]) {
  test(`no page has a fault that axe finds (${name})`, () =>
    visit('/', async (page) => {
      for (const state of states) {
        await page.goto(new URL(state.startsWith('/') ? state : '/', page.url()).href);
        if (state !== '/sign-in') await page.getByRole('searchbox', { includeHidden: true }).waitFor();
        if (!state.startsWith('/')) await tiles(page).first().waitFor();
        await STATES[state]?.(page);
        await page.waitForTimeout(300);
        assert.deepEqual(await faultsOf(page), [], state);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${state} is wider than the window`);
      }
    }, { device, theme, language }));
}

test('nothing of the first run, of nothing found and of no answer is a fault to axe', async () => {
  const url = await startEmpty();
  await visit('/', async (page) => {
    await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  }, { url });
  await visit('/?q=sunset', async (page) => {
    await page.getByRole('heading', { name: 'Shoebox does not answer' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  }, { before: (page) => page.route('**/api/search?*', (route) => route.abort()) });
});

test('right to left, nothing runs out of the page', () =>
  visit('/?q=sunset', async (page) => {
    await tiles(page).first().waitFor();
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await page.waitForTimeout(300);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    const [first, second] = [await tiles(page).nth(0).boundingBox(), await tiles(page).nth(1).boundingBox()];
    assert.ok(first.x > second.x, 'photos run from right to left');
  }));
