import assert from 'node:assert/strict';
import { test } from 'node:test';

import { belowAddress, photoAddress, routeOf, searchAddress } from '../../src/state/routes';

const at = (address: string) => {
  const url = new URL(address, 'http://localhost');
  return { path: url.pathname, search: url.search };
};

test('each page has its address', () => {
  for (const [address, page] of [
    ['/', 'photos'], ['/timeline?at=2023-05', 'photos'], ['/?q=日落', 'search'], ['/?like=7', 'search'], ['/?image=ab12', 'search'],
    ['/map?box=1,2,3,4', 'map'], ['/albums', 'albums'], ['/albums/3', 'album'], ['/favourites', 'favourites'],
    ['/library', 'library'], ['/library/', 'library'], ['/hidden', 'hidden'], ['/sign-in', 'sign-in'], ['/nonsense', 'missing'],
    ['/albums/0', 'missing'], ['/albums/x', 'missing'], ['/photo/0', 'missing'], ['/photo/12345678901234567890', 'missing'],
  ] as const) {
    assert.equal(routeOf(at(address)).page, page, address);
  }
});

test('words that are blank are no search', () => {
  assert.equal(routeOf(at('/?q=%20%20')).page, 'photos');
});

test('a photo lies above the page that it was opened from, and closing leads back there', () => {
  for (const address of ['/', '/?q=日落&sort=time', '/map?box=1,2,3,4', '/albums/3', '/favourites', '/timeline?at=2023-05']) {
    const opened = photoAddress(7, at(address));
    const route = routeOf(at(opened));
    assert.equal(route.photo, 7);
    assert.equal(route.page, routeOf(at(address)).page, address);
    const back = belowAddress(at(opened));
    assert.equal(decodeURIComponent(back), address);
    assert.equal(routeOf(at(photoAddress(8, at(opened)))).page, route.page);
  }
});

test('a hostile address of the page below leads home', () => {
  assert.equal(belowAddress(at('/photo/7?in=//evil.example')), '/');
  assert.equal(belowAddress(at('/photo/7?in=https://evil.example')), '/');
  assert.equal(routeOf(at('/photo/7?in=//evil.example')).page, 'photos');
});

test('a search address holds what is set and nothing else', () => {
  assert.equal(searchAddress({ q: '日落', sort: null, group: '', like: undefined }), '/?q=%E6%97%A5%E8%90%BD');
  assert.equal(searchAddress({ q: '  ' }), '/');
  assert.equal(searchAddress({ like: 7 }), '/?like=7');
});
