// A stand-in for `shoebox serve` that answers from a folder of pictures (album.mjs draws them) with as many made-up photos
// as asked for, so that the page can be tried with 100,000 photos, slow answers and failures without a library of that size.
// What it answers has the form that docs/openapi.json promises; it finds nothing and judges nothing. Usage: node
// mock_server.mjs PORT PHOTOS, of the page in build/web or in SHOEBOX_PAGE.

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { rgbaToThumbHash } from 'thumbhash';

import { PICTURES } from './album.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;
const PAGE = process.env.SHOEBOX_PAGE ?? join(ROOT, 'build/web');
const port = Number(process.argv[2] ?? 2399);
const count = Number(process.argv[3] ?? 2000);

const pictures = JSON.parse(readFileSync(join(PICTURES, 'index.json'), 'utf8')).map((picture, i) => ({
  ...picture,
  thumbhash: Buffer.from(rgbaToThumbHash(picture.small[0], picture.small[1], readFileSync(join(PICTURES, `${i}.rgba`)))).toString('base64'),
}));
const PLACES = [['Kyoto, Japan', 35.01, 135.77], ['Okinawa, Japan', 26.33, 127.8], ['Hangzhou, China', 30.25, 120.17],
  ['Paris, France', 48.86, 2.35], ['Reykjavík, Iceland', 64.15, -21.94], ['San Francisco, United States', 37.77, -122.42]];
const favourites = new Set([3, 8, 20]);
const hidden = new Set();
const albums = [];
const searches = [];
let roots = [{ root_id: 1, path: '/home/me/Pictures', available: true, photos: count, files: count + 12, missing: 0, ignored: 4,
  bytes: count * 3.2e6, skipped: 1, scanned_at: '2026-11-20T10:00:00Z' }];
if (count === 0) roots = [];

const pictureOf = (id) => pictures[(id * 7) % pictures.length];
const placeOf = (id) => (id % 5 === 0 ? null : PLACES[(id >> 4) % PLACES.length]);
const dayOf = (id) => new Date(Date.UTC(2026, 10, 20) - Math.floor(((id - 1) / Math.max(1, count)) * 9 * 365) * 864e5);
const takenOf = (id) => `${dayOf(id).toISOString().slice(0, 10)}T${String(8 + (id % 12)).padStart(2, '0')}:${String(id % 60).padStart(2, '0')}:00+08:00`;

function tile(id) {
  const picture = pictureOf(id);
  return { photo_id: id, width: picture.width, height: picture.height, thumbhash: picture.thumbhash,
    thumbnail: `/api/photos/${id}/thumbnail?v=ab${id.toString(16)}`, taken_at: takenOf(id), favourite: favourites.has(id) };
}
function result(id, relevance) {
  return { ...tile(id), path: `/home/me/Pictures/${pictureOf(id).name}`, paths: [`/home/me/Pictures/${pictureOf(id).name}`],
    score: relevance / 3, relevance, place: placeOf(id)?.[0] ?? null, people: [],
    why: [{ kind: 'meaning', text: `looks like the words (${relevance.toFixed(2)})` }] };
}
const ids = () => Array.from({ length: count }, (_, i) => i + 1).filter((id) => !hidden.has(id));
function paged(list, query, make = tile) {
  const from = Number(query.get('cursor') ?? 0);
  const k = Number(query.get('k') ?? 60);
  return { photos: list.slice(from, from + k).map(make), total: list.length, cursor: from + k < list.length ? String(from + k) : null };
}
const months = (digits = 7) => {
  const map = new Map();
  for (const id of ids()) {
    const month = takenOf(id).slice(0, digits);
    const list = map.get(month);
    if (list) list.push(id);
    else map.set(month, [id]);
  }
  return map;
};
// What takes long to make up is made up before anyone waits for it: it is the page that is measured.
const monthsKnown = new Map();
function monthsBy(digits) {
  if (!monthsKnown.has(digits)) monthsKnown.set(digits, months(digits));
  return monthsKnown.get(digits);
}
monthsBy(7);

function answer(query) {
  const q = query.get('q') ?? '';
  const from = Number(query.get('cursor') ?? 0);
  const k = Number(query.get('k') ?? 60);
  const found = q.includes('nothing') ? [] : ids();
  const chips = [];
  for (const [words, kind, canonical] of [['2023年', 'time', 'time:2023'], ['2023', 'time', 'time:2023'], ['日本', 'place', 'place:japan'], ['Japan', 'place', 'place:japan']]) {
    const at = q.indexOf(words);
    if (at >= 0 && !chips.some((chip) => chip.kind === kind)) chips.push({ kind, text: words, canonical, negated: q[at - 1] === '-' });
  }
  const many = q.includes('everything');
  const results = found.slice(from, from + k).map((id, i) => result(id, many ? 0.9 : Math.max(0.02, 0.97 - (from + i) * 0.021)));
  return { query: { chips, meaning: chips.reduce((text, chip) => text.replace(chip.text, ''), q).trim() }, results, total: found.length,
    line: 0.4, model: 'mock', took_ms: { parse: 0, filter: 0, encode: 0, index: 0, rank: 0, total: 1 }, cursor: from + k < found.length ? String(from + k) : null };
}
const idle = { revision: 0, state: 'idle', kind: null, stage: '', done: 0, total: 0, total_is_final: false, skipped: 0, per_second: 0, seconds_left: null, error: null, notes: [] };
let job = idle;
const status = () => ({ version: '0', home: '/home/me/.local/share/shoebox', photos: roots.length ? count : 0, favourites: favourites.size, hidden: hidden.size, roots,
  skipped_files: roots.length ? [{ path: '/home/me/Pictures/broken.jpg', code: 'corrupt', error: 'the JPEG data ends too early' }] : [], spaces: [],
  storage: { database_bytes: 12e6, index_bytes: 40e6, thumbnail_bytes: 310e6, model_bytes: 220e6, free_bytes: 4e11 }, job, languages: ['zh-CN', 'en'] });

const listeners = new Set();
const routes = [
  ['GET', /^\/api\/session$/, () => ({ password_needed: false, signed_in: true, by: 'loopback', secure: true })],
  ['GET', /^\/api\/status$/, status],
  ['GET', /^\/api\/search$/, (_m, query) => answer(query)],
  ['POST', /^\/api\/search$/, (_m, query) => answer(query)],
  ['GET', /^\/api\/suggest$/, (_m, query) => ({ suggestions: [{ kind: 'search', text: '海边的日落' }, { kind: 'place', text: 'Kyoto' }, { kind: 'camera', text: 'Canon EOS R6' }].filter((s) => s.text.toLowerCase().includes((query.get('q') ?? '').toLowerCase())) })],
  ['POST', /^\/api\/history$/, () => null],
  ['GET', /^\/api\/timeline$/, (_m, query) => {
    return { by: 'month', buckets: [...monthsBy(query.get('by') === 'year' ? 4 : 7)].map(([bucket, list]) => ({ bucket, count: list.length })), total: count };
  }],
  ['GET', /^\/api\/timeline\/([\d-]+|unknown)$/, (m, query) => paged(monthsBy(m[1].length).get(m[1]) ?? [], query)],
  ['GET', /^\/api\/favourites$/, (_m, query) => paged([...favourites], query)],
  ['GET', /^\/api\/hidden$/, (_m, query) => paged([...hidden], query)],
  ['PUT', /^\/api\/photos\/(\d+)\/favourite$/, (m) => void favourites.add(Number(m[1]))],
  ['DELETE', /^\/api\/photos\/(\d+)\/favourite$/, (m) => void favourites.delete(Number(m[1]))],
  ['PUT', /^\/api\/photos\/(\d+)\/hidden$/, (m) => {
    hidden.add(Number(m[1]));
    monthsKnown.clear();
  }],
  ['DELETE', /^\/api\/photos\/(\d+)\/hidden$/, (m) => {
    hidden.delete(Number(m[1]));
    monthsKnown.clear();
  }],
  ['GET', /^\/api\/map$/, (_m, query) => {
    const [w, s, e, n] = (query.get('box') ?? '-180,-90,180,90').split(',').map(Number);
    const inside = PLACES.filter(([, lat, lon]) => lon >= w && lon <= e && lat >= s && lat <= n);
    return { clusters: inside.map(([, latitude, longitude], i) => ({ latitude, longitude, count: 40 * (i + 1), photo_id: 17 * (i + 1),
      box: [longitude - 0.1, latitude - 0.1, longitude + 0.1, latitude + 0.1], thumbnail: `/api/photos/${17 * (i + 1)}/thumbnail?v=1` })), total: inside.length * 100, without_position: 5 };
  }],
  ['GET', /^\/api\/map\/photos$/, (_m, query) => paged(ids().slice(0, 300), query)],
  ['GET', /^\/api\/albums$/, () => ({ albums })],
  ['POST', /^\/api\/albums$/, (_m, _q, body) => {
    albums.push({ album_id: albums.length + 1, name: body.name, count: 0, cover: null, created_at: '2026-11-20T10:00:00Z', ids: [] });
    return albums.at(-1);
  }],
  ['GET', /^\/api\/albums\/(\d+)$/, (m) => albums[m[1] - 1]],
  ['GET', /^\/api\/albums\/(\d+)\/photos$/, (m, query) => paged(albums[m[1] - 1].ids, query)],
  ['POST', /^\/api\/albums\/(\d+)\/photos$/, (m, _q, body) => {
    const album = albums[m[1] - 1];
    album.ids.push(...body.photo_ids);
    return Object.assign(album, { count: album.ids.length, cover: tile(album.ids[0]) });
  }],
  ['GET', /^\/api\/searches$/, () => ({ searches })],
  ['POST', /^\/api\/searches$/, (_m, _q, body) => {
    searches.push({ search_id: searches.length + 1, ...body, created_at: '2026-11-20T10:00:00Z' });
    return searches.at(-1);
  }],
  ['GET', /^\/api\/folders$/, (_m, query) => ({ path: query.get('path') ?? '/home/me', parent: '/home', folders: ['Pictures', 'Phone', '照片'].map((name) => ({ name, path: `/home/me/${name}` })) })],
  ['POST', /^\/api\/roots$/, (_m, _q, body) => {
    roots = [{ root_id: 1, path: body.path, available: true, photos: 0, files: 0, missing: 0, ignored: 0, bytes: 0, skipped: 0, scanned_at: null }];
    job = { ...idle, revision: job.revision + 1, state: 'running', kind: 'index', done: 120, total: 2400, total_is_final: true, per_second: 18.4, seconds_left: 124 };
    return job;
  }],
  ['GET', /^\/api\/models$/, () => ({ models: [{ name: 'default', folder: '/usr/share', embedded: true, active: true, space: 'x', dimension: 256, licence: 'mixed', languages: ['zh', 'en'], problem: null },
    { name: 'xlm-r-large', folder: '/home/me', embedded: false, active: false, space: null, dimension: 640, licence: 'MIT', languages: ['zh', 'en'], problem: null }] })],
  ['GET', /^\/api\/photos\/(\d+)$/, (m) => {
    const id = Number(m[1]);
    if (id > count) return undefined;
    const place = placeOf(id);
    return { ...tile(id), path: `/home/me/Pictures/${pictureOf(id).name}`, paths: [`/home/me/Pictures/${pictureOf(id).name}`, `/media/backup/2023/${pictureOf(id).name}`], present: true, format: 'jpeg', bytes: 4.2e6, version: 1,
      hidden: hidden.has(id), taken: { local: takenOf(id).slice(0, 16), precision: 'minute', offset_minutes: 480, source: 'exif:DateTimeOriginal' }, place: place?.[0] ?? null,
      position: place ? { latitude: place[1], longitude: place[2], altitude_metres: null } : null,
      camera: { make: 'Canon', model: 'EOS R6', lens: 'RF 24-70mm F2.8', software: '', exposure_seconds: 0.004, f_number: 2.8, focal_length_mm: 35, iso: 200 },
      title: '', description: '', keywords: ['spring'], rating: null, people: [], albums: [], neighbours: { newer: id > 1 ? id - 1 : null, older: id < count ? id + 1 : null },
      original: `/api/photos/${id}/thumbnail?size=l`, preview: `/api/photos/${id}/thumbnail?size=l`, shown_by_browsers: true, trip: { first_day: '2023-04-01', last_day: '2023-04-07', q: 'trip:"2023-04-01 2023-04-07"' } };
  }],
];

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json', '.webmanifest': 'application/manifest+json' };
const POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

function sendFile(response, path, type, cache) {
  response.writeHead(200, { 'content-type': type, 'content-length': statSync(path).size, 'cache-control': cache, 'content-security-policy': POLICY });
  createReadStream(path).pipe(response);
}

createServer(async (request, response) => {
  const address = new URL(request.url, 'http://localhost');
  const path = address.pathname;
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const thumbnail = /^\/api\/photos\/(\d+)\/(thumbnail|preview|original)$/.exec(path);
  if (thumbnail && request.method === 'GET') {
    const index = (Number(thumbnail[1]) * 7) % pictures.length;
    return sendFile(response, join(PICTURES, `${index}.${address.searchParams.get('size') ?? 'm'}.webp`), 'image/webp', 'public, max-age=31536000, immutable');
  }
  if (path === '/api/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
    listeners.add(response);
    return request.on('close', () => listeners.delete(response));
  }
  if (path.startsWith('/api/')) {
    for (const [method, pattern, reply] of routes) {
      const match = pattern.exec(path);
      if (!match || method !== request.method) continue;
      const isJson = request.headers['content-type']?.includes('json');
      const body = reply(match, address.searchParams, isJson && chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : null);
      if (body === undefined && method === 'GET') break;
      response.writeHead(body ? 200 : 204, { 'content-type': 'application/json' });
      return response.end(body ? JSON.stringify(body) : undefined);
    }
    response.writeHead(404, { 'content-type': 'application/problem+json' });
    return response.end(JSON.stringify({ type: 'about:blank', title: 'Not found', status: 404, detail: 'There is no such thing.', code: 'not_found' }));
  }
  const file = join(PAGE, path);
  if (extname(path) && existsSync(file)) return sendFile(response, file, TYPES[extname(path)] ?? 'application/octet-stream', 'no-cache');
  return sendFile(response, join(PAGE, 'index.html'), TYPES['.html'], 'no-cache');
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
