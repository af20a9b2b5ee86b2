import assert from 'node:assert/strict';
import { test } from 'node:test';

import { address, box, DESKTOP, PHONE, tiles, until, visit } from './harness.mjs';

for (const [name, device] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  test(`${name}: results come as one types, after a pause, and the address can be reloaded`, () =>
    visit('/', async (page) => {
      await box(page).pressSequentially('sunset', { delay: 20 });
      await tiles(page).first().waitFor();
      await until(() => address(page) === '/?q=sunset', 'the address follows');
      const relevance = Number(await tiles(page).first().getAttribute('data-relevance'));
      assert.ok(relevance >= 0 && relevance <= 1);
      await page.reload();
      await tiles(page).first().waitFor();
      assert.equal(await box(page).inputValue(), 'sunset');
      await page.getByRole('status').first().waitFor();
    }, { device }));
}

test('the box is in a search landmark and takes the focus with a slash', () =>
  visit('/', async (page) => {
    assert.equal(await page.getByRole('search').getByRole('searchbox').count(), 1);
    await page.locator('body').press('/');
    assert.ok(await box(page).evaluate((input) => document.activeElement === input));
    await page.keyboard.type('/');
    assert.equal(await box(page).inputValue(), '/');
  }));

test('an answer that comes late does not overwrite a newer one', () =>
  visit('/', async (page) => {
    let release = () => {};
    const held = new Promise((resolve) => (release = resolve));
    await page.route('**/api/search?*', async (route) => {
      const q = new URL(route.request().url()).searchParams.get('q');
      const reply = await route.fetch();
      const answer = await reply.json();
      answer.results = answer.results.slice(0, q === 'first' ? 5 : 3);
      answer.cursor = null;
      if (q === 'first') await held;
      await route.fulfill({ json: answer }).catch(() => {});
    });
    await box(page).fill('first');
    await until(() => address(page) === '/?q=first', 'the first is asked');
    await box(page).fill('second');
    await until(async () => (await tiles(page).count()) === 3, 'the second is answered');
    release();
    await page.waitForTimeout(300);
    assert.equal(await tiles(page).count(), 3);
  }));

/// The answer with chips, whatever the engine makes of the words.
async function withChips(page, chips) {
  await page.route('**/api/search?*', async (route) => {
    const q = new URL(route.request().url()).searchParams.get('q') ?? '';
    const answer = await (await route.fetch()).json();
    answer.query.chips = chips.filter((chip) => q.includes(chip.text));
    answer.query.meaning = 'blossom';
    await route.fulfill({ json: answer });
  });
}
const CHIPS = [
  { kind: 'time', text: '2023年', canonical: 'time:2023', negated: false },
  { kind: 'place', text: '日本', canonical: 'place:japan', negated: false },
];

test('understood parts are chips that can be removed, edited and negated', () =>
  visit('/?q=2023年日本的樱花', async (page) => {
    const place = page.locator('button[data-chip-kind=place]');
    await place.waitFor();
    assert.equal(await page.locator('button[data-chip-kind=time]').count(), 1);
    await place.click();
    await page.getByRole('button', { name: 'Leave these out' }).click();
    await until(() => address(page).includes('-place:japan'), 'the place is left out');

    await page.goBack();
    await place.click();
    await page.locator('.chips input').fill('韩国');
    await page.keyboard.press('Enter');
    await until(() => address(page) === '/?q=2023年韩国的樱花', 'the place is another');

    await page.goBack();
    await page.getByRole('button', { name: 'Remove: 2023年' }).click();
    await until(() => address(page) === '/?q=日本的樱花', 'the time is gone');
    await until(async () => (await page.locator('button[data-chip-kind=time]').count()) === 0, 'its chip too');
  }, { before: (page) => withChips(page, CHIPS) }));

test('a negated chip says so and can be taken back', () =>
  visit('/?q=-place:japan 樱花', async (page) => {
    const chip = page.locator('button[data-chip-kind=place]');
    await chip.waitFor();
    assert.equal(await chip.getAttribute('data-chip-negated'), 'true');
    await chip.click();
    await page.getByRole('button', { name: 'Only these' }).click();
    await until(() => address(page) === '/?q=place:japan+樱花', 'the place is wanted again');
  }, { before: (page) => withChips(page, [{ kind: 'place', text: '-place:japan', canonical: '-place:japan', negated: true }]) }));

test('suggestions are chosen by the arrow keys', () =>
  visit('/', async (page) => {
    await page.route('**/api/suggest?*', (route) => route.fulfill({ json: { suggestions: [{ kind: 'place', text: 'Kyoto' }, { kind: 'camera', text: 'Canon EOS R6' }] } }));
    await box(page).focus();
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.getByRole('option', { selected: true }).getAttribute('data-suggestion-kind'), 'camera');
    await page.keyboard.press('Enter');
    await until(() => address(page) === '/?q=Canon+EOS+R6', 'it is searched for');
    await until(async () => !(await page.getByRole('listbox').isVisible()), 'the list is closed');
  }));

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsAROxCnMTAAAAAElFTkSuQmCC', 'base64');

test('a chosen picture is searched by, also together with words and after reloading', () =>
  visit('/', async (page) => {
    let posted = 0;
    page.on('request', (request) => (posted += request.method() === 'POST' && request.url().includes('/api/search') ? 1 : 0));
    await page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: png });
    await tiles(page).first().waitFor();
    await until(() => address(page).startsWith('/?image='), 'searched by it');
    await box(page).fill('red');
    await until(() => address(page).startsWith('/?q=red&image='), 'words and picture together');
    await page.reload();
    await tiles(page).first().waitFor();
    assert.ok(posted >= 3, `${posted} uploads`);
    await page.getByRole('button', { name: 'Remove the picture from the search' }).click();
    await until(() => address(page) === '/?q=red', 'the words stay');
  }));

test('a pasted and a dropped picture are searched by', () =>
  visit('/', async (page) => {
    const send = (kind) =>
      page.evaluate(([type, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'a.png', { type: 'image/png' }));
        const event = type === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      }, [kind, [...png]]);
    await send('paste');
    await until(() => address(page).startsWith('/?image='), 'pasted');
    const first = address(page);
    await send('dragover');
    await send('drop');
    await until(() => address(page).startsWith('/?image=') && address(page) !== first, 'dropped');
    await tiles(page).first().waitFor();
  }));

test('a picture that is not on this device any more is told, not searched for in vain', () =>
  visit('/?image=0123456789ab', (page) => page.getByText('not on this device any more').waitFor()));

test('results are sorted by time and grouped by day on request', () =>
  visit('/?q=sunset', async (page) => {
    await tiles(page).first().waitFor();
    await page.getByLabel('Sort').selectOption('time');
    await until(() => address(page) === '/?q=sunset&sort=time', 'the order is in the address');
    await page.getByLabel('Group').selectOption('day');
    await until(() => address(page).endsWith('&group=day'), 'the grouping is in the address');
    await page.goto(page.url());
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  }));

test('when nothing is certain the nearest are shown without a divider, and are grouped', () =>
  visit('/?q=sunset&group=day', async (page) => {
    await page.getByText('Nothing matches for certain').waitFor();
    await page.getByRole('heading', { level: 2, name: /20\d\d/ }).first().waitFor();
    assert.equal(await page.getByRole('heading', { name: 'Maybe' }).count(), 0);
  }, {
    before: (page) =>
      page.route('**/api/search?*', async (route) => {
        const answer = await (await route.fetch()).json();
        await route.fulfill({ json: { ...answer, results: answer.results.map((result) => ({ ...result, relevance: 0.1 })), line: 0.5, cursor: null } });
      }),
  }));

test('maybes follow below a divider', () =>
  visit('/?q=sunset', async (page) => {
    await page.getByRole('heading', { name: 'Maybe' }).waitFor();
  }, {
    before: (page) =>
      page.route('**/api/search?*', async (route) => {
        const answer = await (await route.fetch()).json();
        answer.results = answer.results.slice(0, 9).map((result, i) => ({ ...result, relevance: i < 4 ? 0.9 : 0.2 }));
        await route.fulfill({ json: { ...answer, line: 0.5, cursor: null } });
      }),
  }));

test('nothing found is said, with a way out', () =>
  visit('/?q=2023年日本', async (page) => {
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await page.getByRole('button', { name: 'Remove “日本”' }).click();
    await until(() => address(page) === '/?q=2023年', 'searched without it');
  }, {
    before: (page) =>
      page.route('**/api/search?*', async (route) => {
        const answer = await (await route.fetch()).json();
        await route.fulfill({ json: { ...answer, results: [], cursor: null, query: { chips: CHIPS, meaning: '' } } });
      }),
  }));

test('words and picture together are weighed by a slider, and the weight is in the address', () =>
  visit('/', async (page) => {
    await tiles(page).first().waitFor();
    const id = await tiles(page).first().getAttribute('data-photo-id');
    await page.goto(new URL(`/?q=sunset&like=${id}`, page.url()).href);
    await tiles(page).first().waitFor();
    const slider = page.getByRole('slider');
    const asked = page.waitForRequest((request) => request.url().includes('/api/search') && request.url().includes('weights='));
    await slider.fill('90');
    assert.match(decodeURIComponent((await asked).url()), /weights=0\.1,0\.9/);
    await until(() => address(page).includes('mix=90'), 'the address follows');
    await tiles(page).first().waitFor();
    await page.goto(new URL('/?q=sunset', page.url()).href);
    await tiles(page).first().waitFor();
    assert.equal(await slider.count(), 0);
  }));
