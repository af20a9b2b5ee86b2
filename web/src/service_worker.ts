// Keeps the page's own files and the thumbnails that were seen, so that both are there at once and without a connection.
// SHELL and VERSION are written before this file when it is built (vite.config.ts).

declare const SHELL: readonly string[];
declare const VERSION: string;

interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(reply: Promise<Response>): void;
}
interface WorkerScope {
  addEventListener(kind: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(kind: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent<unknown> & ExtendableEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const worker = self as unknown as WorkerScope;
const SHELL_CACHE = `shell-${VERSION}`;
const PHOTO_CACHE = 'photos';
const PHOTOS_MAX = 3000;

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(SHELL_CACHE)
      .then((cache) => cache.addAll([...SHELL]))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL_CACHE && name !== PHOTO_CACHE).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

// Signing out leaves nothing behind.
worker.addEventListener('message', (event) => {
  if (event.data === 'forget') event.waitUntil(caches.delete(PHOTO_CACHE));
});

function offline(): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title: 'offline', status: 503, detail: 'offline', code: 'io' }), {
    status: 503,
    headers: { 'content-type': 'application/problem+json', 'x-shoebox-offline': '1' },
  });
}

/// The page itself: as the server has it now, else as it was.
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match('/', { cacheName: SHELL_CACHE })) ?? offline();
  }
}

async function shell(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: SHELL_CACHE })) ?? fetch(request);
}

let added = 0;

async function thumbnail(request: Request): Promise<Response> {
  const cache = await caches.open(PHOTO_CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const reply = await fetch(request);
  // Only what names its pixels in its address may be kept for ever.
  if (reply.ok && new URL(request.url).searchParams.has('v')) {
    await cache.put(request, reply.clone()).catch(() => {});
    added += 1;
    if (added % 200 === 0) await trim(cache);
  }
  return reply;
}

async function trim(cache: Cache): Promise<void> {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - PHOTOS_MAX)).map((key) => cache.delete(key)));
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin) return;
  if (/^\/api\/photos\/\d+\/thumbnail$/.test(address.pathname)) event.respondWith(thumbnail(request).catch(offline));
  else if (address.pathname.startsWith('/api/')) return;
  else if (request.mode === 'navigate') event.respondWith(page(request));
  else event.respondWith(shell(request));
});
