/**
 * The tablet room's service worker: the page opens with no network. `VERSION`, `FILES` and `FONTS` are filled in when the page is
 * built (`shelter-worker-plugin.mjs`). Reports never pass through here: the page queues and sends them itself.
 */
const PREFIX = 'hinomi-shelter-';
const VERSION = '__VERSION__';
/** Without any of these the page does not open: all of them are kept, or this version is not installed. */
const FILES = __FILES__;
/** Kept when they come: without them the device's own letters do. */
const FONTS = __FONTS__;
const PAGE = '/shelter/';
const CACHE = `${PREFIX}${VERSION}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })))),
  );
});

/** Only when no page of the version before is open any more, or the person has asked for it. */
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'use-now') event.waitUntil(self.skipWaiting());
  if (event.data === 'keep-fonts') event.waitUntil(keepFonts());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (url.pathname === PAGE) event.respondWith(keptOr(PAGE, request));
  } else if (FILES.includes(url.pathname) || FONTS.includes(url.pathname)) {
    event.respondWith(keptOr(url.pathname, request));
  }
});

async function keptOr(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

/** One that does not come is asked for again when the page is next opened. */
async function keepFonts() {
  const cache = await caches.open(CACHE);
  for (const font of FONTS) {
    if (await cache.match(font)) continue;
    const reply = await fetch(font);
    if (reply.ok) await cache.put(font, reply);
  }
}
