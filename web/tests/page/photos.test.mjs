import assert from 'node:assert/strict';
import { test } from 'node:test';

import { address, box, DESKTOP, openPanel, PHONE, tiles, until, visit } from './harness.mjs';

const bar = (page) => page.getByRole('toolbar', { name: 'Chosen photos' });
const opened = (page) => Number(/\/photo\/(\d+)/.exec(page.url())?.[1]);

for (const [name, device] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  test(`${name}: photos have their true shape, and only those near the view are in the page`, () =>
    visit('/', async (page) => {
      await tiles(page).first().waitFor();
      await page.waitForFunction(() => document.querySelector('[data-photo-id] img')?.naturalWidth > 0);
      assert.ok((await tiles(page).count()) < 120);
      const ratios = await page.evaluate(() =>
        [...document.querySelectorAll('[data-photo-id]')].map((tile) => [tile.clientWidth / tile.clientHeight, tile.querySelector('img')]).filter(([, img]) => img?.naturalWidth > 0).map(([ratio, img]) => ratio / (img.naturalWidth / img.naturalHeight)),
      );
      for (const ratio of ratios) assert.ok(ratio > 0.95 && ratio < 1.05, String(ratio));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }, { device }));

  test(`${name}: a photo opens, goes to the next and closes where it was`, () =>
    visit('/?q=sunset', async (page) => {
      await tiles(page).first().waitFor();
      const id = Number(await tiles(page).nth(1).getAttribute('data-photo-id'));
      await tiles(page).nth(1).locator('a').click();
      await page.getByRole('dialog').waitFor();
      assert.equal(opened(page), id);
      await page.waitForSelector('.pswp__img');
      await page.keyboard.press('ArrowRight');
      await until(() => opened(page) !== id, 'the next photo');
      await page.keyboard.press('ArrowLeft');
      await until(() => opened(page) === id, 'back to the first');
      await page.keyboard.press('Escape');
      await until(() => address(page) === '/?q=sunset', 'closed');
      assert.equal(await page.getByRole('dialog').count(), 0);
    }, { device }));
}

test('more results below leave the view where it is', () => {
  let release = () => {};
  const held = new Promise((resolve) => (release = resolve));
  return visit('/?q=sunset', async (page) => {
    await tiles(page).first().waitFor();
    const places = () => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('[data-photo-id]')].map((tile) => [tile.dataset.photoId, tile.getBoundingClientRect().top])));
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    await page.mouse.move(300, 500);
    await page.mouse.wheel(0, 1400);
    await until(async () => (await page.evaluate(() => scrollY)) === 1400, 'scrolled');
    const [before, low] = [await places(), await height()];
    release();
    await until(async () => (await height()) > low + 300, 'more results');
    const after = await places();
    const both = Object.keys(after).filter((id) => id in before);
    assert.ok(both.length > 0);
    for (const id of both) assert.ok(Math.abs(after[id] - before[id]) <= 2, `${id}: ${before[id]} became ${after[id]}`);
  }, {
    before: (page) =>
      page.route('**/api/search?*', async (route) => {
        const address = new URL(route.request().url());
        if (address.searchParams.has('cursor')) await held;
        else address.searchParams.set('k', '40');
        const answer = await (await route.fetch({ url: address.href })).json();
        await route.fulfill({ json: { ...answer, line: 0 } });
      }),
  });
});

test('arrow keys go through the grid and Enter opens', () =>
  visit('/', async (page) => {
    await tiles(page).first().waitFor();
    await tiles(page).first().locator('a').focus();
    const focused = () => page.evaluate(() => document.activeElement?.closest('[data-photo-id]')?.getAttribute('data-photo-id'));
    const first = await focused();
    await page.keyboard.press('ArrowRight');
    await until(async () => (await focused()) !== first, 'one to the right');
    await page.keyboard.press('ArrowLeft');
    await until(async () => (await focused()) === first, 'and back');
    await page.keyboard.press('ArrowDown');
    await until(async () => (await focused()) !== first, 'one row down');
    const below = await focused();
    await page.keyboard.press('Enter');
    await until(() => String(opened(page)) === below, 'opened');
  }));

test('swiping on a phone goes to the next photo', () =>
  visit('/?q=sunset', async (page, context) => {
    await tiles(page).first().waitFor();
    await tiles(page).first().locator('a').click();
    await page.waitForSelector('.pswp__img');
    const id = opened(page);
    const session = await context.newCDPSession(page);
    const touch = (type, x) => session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: 400 }] });
    await touch('touchStart', 330);
    for (let x = 310; x >= 60; x -= 25) await touch('touchMove', x);
    await touch('touchEnd', 60);
    await until(() => opened(page) !== id, 'the next photo');
  }, { device: PHONE }));

test('the viewer zooms, turns and tells about the photo', () =>
  visit('/', async (page) => {
    await tiles(page).first().locator('a').click();
    await page.waitForSelector('.pswp__img');
    const scale = () => page.evaluate(() => document.querySelector('.pswp__item[aria-hidden=false] .pswp__img:last-child').getBoundingClientRect().width);
    const before = await scale();
    await page.getByRole('button', { name: 'Zoom in', exact: true }).click();
    await until(async () => (await scale()) > before * 1.2, 'larger');
    await page.keyboard.press('r');
    await until(() => page.evaluate(() => [...document.querySelectorAll('.pswp__img')].some((img) => img.style.transform.includes('rotate(90deg)'))), 'turned');
    await openPanel(page);
    const panel = page.getByRole('complementary');
    await panel.getByText('Canon').first().waitFor({ timeout: 5000 }).catch(() => panel.getByText(/iPhone|ILCE/).first().waitFor());
    await panel.getByRole('link', { name: /Open the original/ }).waitFor();
    const file = await panel.getByRole('link', { name: /^Download/ }).first().getAttribute('href');
    const reply = await page.request.get(new URL(file, page.url()).href);
    assert.equal(reply.status(), 200);
  }));

test('an address of a photo alone opens it, with its neighbours in time', () =>
  visit('/', async (page) => {
    await tiles(page).nth(2).waitFor();
    const id = await tiles(page).nth(2).getAttribute('data-photo-id');
    await page.goto(new URL(`/photo/${id}`, page.url()).href);
    await page.waitForSelector('.pswp__img');
    await page.getByRole('button', { name: 'Next photo' }).click();
    await until(() => String(opened(page)) !== id, 'a neighbour');
    await page.goto(new URL('/photo/999999999', page.url()).href);
    await page.getByText('There is no such photo').waitFor();
  }));

test('more like this searches by the photo', () =>
  visit('/', async (page) => {
    await tiles(page).first().locator('a').click();
    // The tile under the pointer has such a link too, until the viewer lies over it.
    await page.getByRole('dialog').getByRole('link', { name: 'More like this' }).first().click();
    await until(() => address(page).startsWith('/?like='), 'searched by it');
    await tiles(page).first().waitFor();
    await box(page).fill('red');
    await until(() => address(page).startsWith('/?q=red&like='), 'and by words');
  }));

test('a heart makes a favourite, and taking it away undoes that', () =>
  visit('/', async (page) => {
    await tiles(page).nth(4).waitFor();
    const id = await tiles(page).nth(4).getAttribute('data-photo-id');
    await tiles(page).nth(4).hover();
    await tiles(page).nth(4).getByRole('button', { name: 'Favourite' }).click();
    await page.getByRole('link', { name: 'Favourites' }).click();
    await page.locator(`[data-photo-id="${id}"]`).waitFor();
    await page.reload();
    const tile = page.locator(`[data-photo-id="${id}"]`);
    await tile.hover();
    await tile.getByRole('button', { name: 'Not a favourite any more' }).click();
    await until(async () => (await tile.count()) === 0, 'it left the page');
  }));

test('a hidden photo leaves everything and can be shown again', () =>
  visit('/', async (page) => {
    await tiles(page).nth(3).waitFor();
    const id = await tiles(page).nth(3).getAttribute('data-photo-id');
    await tiles(page).nth(3).locator('a').click();
    await openPanel(page);
    await page.getByRole('button', { name: 'Hide', exact: true }).click();
    await page.getByText(/It stays in your folder/).waitFor();
    await page.keyboard.press('Escape');
    await until(async () => (await page.locator(`[data-photo-id="${id}"]`).count()) === 0, 'it left the grid');
    await page.goto(new URL('/hidden', page.url()).href);
    await page.locator(`[data-photo-id="${id}"] a`).click();
    await page.getByRole('button', { name: 'Show again' }).click();
    await until(async () => {
      await page.goto(new URL('/hidden', page.url()).href);
      return page.getByText('Nothing is hidden').isVisible().catch(() => false) || (await page.locator(`[data-photo-id="${id}"]`).count()) === 0;
    }, 'shown again');
  }));

const words = {
  'en-GB': { open: 'Correct time and place', taken: 'Taken', place: 'Place', save: 'Save', asFiles: 'As the files say', noTime: 'This cannot be read as a time.', noPlace: 'There is no city of this name.', kyoto: /Kyoto/, undo: 'Undo', offline: /does not answer/ },
  'zh-CN': { open: '更正时间和地点', taken: '拍摄时间', place: '地点', save: '保存', asFiles: '恢复文件所记', noTime: '看不懂这个时间。', noPlace: '没有叫这个名字的城市。', kyoto: /京都/, undo: '撤销', offline: /没有响应/ },
};
const focused = (page) => page.evaluate(() => document.activeElement?.id);

for (const [name, device, language] of [['desktop', DESKTOP, 'en-GB'], ['phone, in Chinese', PHONE, 'zh-CN']]) {
  test(`${name}: time and place are corrected in the viewer, by the keyboard too, and taken back`, () => {
    const say = words[language];
    return visit('/?q=sunset', async (page) => {
      await tiles(page).first().locator('a').click();
      await openPanel(page);
      const told = () => page.getByRole('complementary').locator('dl').innerText();
      const before = await told();
      const button = page.getByRole('button', { name: say.open });
      await button.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: say.open });
      await dialog.waitFor();
      assert.equal(await focused(page), 'correct-taken');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('next tuesday');
      await page.keyboard.press('Enter');
      // What is wrong is told at its field, where the keyboard is then.
      await dialog.getByText(say.noTime).waitFor();
      await until(async () => (await focused(page)) === 'correct-taken', 'the field has the keyboard');
      assert.equal(await dialog.getByLabel(say.taken).getAttribute('aria-invalid'), 'true');
      await dialog.getByLabel(say.taken).fill('1987/7');
      await dialog.getByLabel(say.place).fill('a place that is none');
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.getByText(say.noPlace).waitFor();
      await until(async () => (await focused(page)) === 'correct-place', 'the other field has it');
      assert.equal(await dialog.getByLabel(say.taken).getAttribute('aria-invalid'), 'false');
      await dialog.getByLabel(say.place).fill('京都');
      await page.keyboard.press('Enter');
      await until(async () => /1987/.test(await told()) && say.kyoto.test(await told()), 'corrected');
      assert.equal(await dialog.count(), 0);
      await page.getByRole('button', { name: say.undo }).last().click();
      await until(async () => (await told()) === before, 'taken back');
    }, { device, language });
  });
}

test('a correction that the server cannot keep is told in its words, and nothing is closed', () =>
  visit('/?q=sunset', async (page) => {
    await tiles(page).first().locator('a').click();
    await openPanel(page);
    await page.getByRole('button', { name: '更正时间和地点' }).click();
    const dialog = page.getByRole('dialog', { name: '更正时间和地点' });
    let answer = { status: 409, json: { type: 'about:blank', title: 'Busy', status: 409, detail: '照片库正被另一个程序使用。', code: 'busy' } };
    await page.route('**/api/corrections', (route) => (answer ? route.fulfill(answer) : route.abort()));
    await dialog.getByLabel('拍摄时间').fill('2020');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('照片库正被另一个程序使用。').waitFor();
    answer = null;
    await dialog.getByRole('button', { name: '恢复文件所记' }).click();
    await dialog.getByText(/没有响应/).waitFor();
    await page.keyboard.press('Escape');
    await until(async () => (await dialog.count()) === 0, 'closed');
    assert.match(page.url(), /\/photo\//);
  }, { device: PHONE, language: 'zh-CN' }));

test('several photos are corrected together', () =>
  visit('/', async (page) => {
    await tiles(page).nth(3).waitFor();
    const ids = await tiles(page).evaluateAll((list) => list.slice(0, 2).map((tile) => Number(tile.dataset.photoId)));
    for (const id of ids) {
      await page.locator(`[data-photo-id="${id}"] a:not(.alike)`).focus();
      await page.keyboard.press('x');
    }
    await bar(page).getByText('2 chosen').waitFor();
    const asked = page.waitForRequest('**/api/corrections');
    await bar(page).getByRole('button', { name: 'Correct time and place' }).click();
    await page.getByLabel('Taken').fill('1999-12-31');
    await page.getByRole('button', { name: 'Save' }).click();
    assert.deepEqual((await asked).postDataJSON().photo_ids.sort(), ids.sort());
    await page.getByText('2 photos corrected').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await until(async () => {
      const photo = await (await page.request.get(new URL(`/api/photos/${ids[0]}`, page.url()).href)).json();
      return !photo.taken?.local.startsWith('1999');
    }, 'taken back');
  }));

test('a photo leads to the others of its trip and of its people', () =>
  visit('/', async (page) => {
    await tiles(page).first().locator('a').click();
    await openPanel(page);
    const panel = page.getByRole('complementary');
    await panel.getByRole('link', { name: 'Same people' }).click();
    await until(() => address(page) === '/?q=person:"Ada+O+Brien"+person:"小明"', 'searched by the people');
    await page.goBack();
    await openPanel(page);
    await panel.getByRole('link', { name: 'Same trip' }).click();
    await until(() => address(page) === '/?q=trip:"2025-05-01+2025-05-04"', 'searched by the trip');
    await page.getByRole('status').first().waitFor();
  }, {
    before: (page) =>
      page.route(/\/api\/photos\/\d+\?/, async (route) => {
        const photo = await (await route.fetch()).json();
        await route.fulfill({ json: { ...photo, people: ['Ada "O" Brien', '小明'], trip: { first_day: '2025-05-01', last_day: '2025-05-04', q: 'trip:"2025-05-01 2025-05-04"' } } });
      }),
  }));

test('a photo without a trip and people has no way to them', () =>
  visit('/', async (page) => {
    await tiles(page).first().locator('a').click();
    await openPanel(page);
    const panel = page.getByRole('complementary');
    await panel.getByRole('link', { name: 'More like this' }).waitFor();
    assert.equal(await panel.getByRole('link', { name: /Same/ }).count(), 0);
  }, {
    before: (page) =>
      page.route(/\/api\/photos\/\d+\?/, async (route) => {
        const photo = await (await route.fetch()).json();
        await route.fulfill({ json: { ...photo, people: [], trip: null } });
      }),
  }));

test('beside or below the panel the photo stays whole, and the page behind keeps its width', async () => {
  for (const device of [DESKTOP, PHONE]) {
    await visit('/?q=sunset', async (page) => {
      await tiles(page).first().waitFor();
      const width = () => page.evaluate(() => document.querySelector('.grid').clientWidth);
      const before = await width();
      await tiles(page).first().locator('a').click();
      await openPanel(page);
      const apart = () => page.evaluate(() => {
        const [picture, side] = ['.pswp__item[aria-hidden=false] .pswp__img:last-child', 'aside'].map((which) => document.querySelector(which).getBoundingClientRect());
        return picture.right <= side.left + 1 || picture.bottom <= side.top + 1;
      });
      await until(apart, 'the panel does not lie on the photo');
      assert.equal(await width(), before);
      assert.ok(await page.evaluate(() => document.querySelector('.viewer').clientWidth === innerWidth), 'the viewer takes the whole window');
    }, { device });
  }
});

test('the scrubber goes to a time, and so does its address', () =>
  visit('/timeline', async (page) => {
    await tiles(page).first().waitFor();
    const slider = page.getByRole('slider');
    const newest = await slider.getAttribute('aria-valuetext');
    await slider.focus();
    await page.keyboard.press('End');
    await until(() => /\/timeline\?at=/.test(page.url()), 'the address follows');
    await until(async () => (await slider.getAttribute('aria-valuetext')) !== newest, 'another time');
    await page.reload();
    await until(async () => (await page.evaluate(() => scrollY)) > 100, 'the same place');
    await page.keyboard.press('Home');
    const rail = await slider.boundingBox();
    await page.mouse.move(rail.x + rail.width / 2, rail.y + 2);
    await page.mouse.down();
    await page.mouse.move(rail.x + rail.width / 2, rail.y + rail.height * 0.6, { steps: 8 });
    await page.mouse.up();
    await until(async () => (await page.evaluate(() => scrollY)) > 100, 'dragged there');
    await tiles(page).first().waitFor();
  }));

test('several photos are chosen by keys and shift, made favourites together and put into an album', () =>
  visit('/', async (page) => {
    await tiles(page).first().waitFor();
    const links = tiles(page).locator('a:not(.alike)');
    await links.nth(0).focus();
    await page.keyboard.press('x');
    await bar(page).getByText('1 chosen').waitFor();
    await links.nth(3).click({ modifiers: ['Shift'] });
    await bar(page).getByText('4 chosen').waitFor();
    // While some are chosen, a click chooses; nothing is opened.
    await links.nth(3).click();
    await bar(page).getByText('3 chosen').waitFor();
    assert.equal(new URL(page.url()).pathname, '/');
    await bar(page).getByRole('button', { name: 'Add to album' }).click();
    await page.getByLabel('Name').fill('Chosen');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Added to “Chosen”').waitFor();
    await until(async () => (await bar(page).count()) === 0, 'nothing is chosen any more');
    await links.nth(1).focus();
    await page.keyboard.press('x');
    await bar(page).waitFor();
    await page.keyboard.press('Escape');
    await until(async () => (await bar(page).count()) === 0, 'Escape lets go');
    await page.goto(new URL('/albums', page.url()).href);
    await page.getByRole('link', { name: /Chosen/ }).click();
    await until(async () => (await tiles(page).count()) === 3, 'the three are in it');
    await tiles(page).first().locator('a:not(.alike)').focus();
    await page.keyboard.press('x');
    await bar(page).getByRole('button', { name: 'Favourite' }).click();
    await tiles(page).first().locator('.heart.on').waitFor();
    await tiles(page).first().locator('a:not(.alike)').focus();
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  }));

test('on a phone a long press chooses, and chosen photos are hidden and brought back together', () =>
  visit('/', async (page, context) => {
    await tiles(page).nth(1).waitFor();
    const ids = await tiles(page).evaluateAll((list) => list.slice(0, 2).map((tile) => tile.dataset.photoId));
    const { x, y, width, height } = await tiles(page).first().boundingBox();
    const session = await context.newCDPSession(page);
    const points = [{ x: x + width / 2, y: y + height / 2 }];
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points });
    await bar(page).getByText('1 chosen').waitFor();
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await tiles(page).nth(1).tap();
    await bar(page).getByText('2 chosen').waitFor();
    await bar(page).getByRole('button', { name: 'Hide' }).click();
    await page.getByText(/Hidden\. It stays/).waitFor();
    const shown = () => tiles(page).evaluateAll((list, wanted) => list.filter((tile) => wanted.includes(tile.dataset.photoId)).length, ids);
    await until(async () => (await shown()) === 0, 'both are gone');
    await page.getByRole('button', { name: 'Undo' }).click();
    await until(async () => (await shown()) === 2, 'both are back');
  }, { device: PHONE }));
