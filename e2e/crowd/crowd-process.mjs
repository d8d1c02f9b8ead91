/**
 * Many browsers in one process: each is the page's own `PictureConnection` with a socket.io-client of its own. The parent
 * asks over IPC; every question carries a number, every answer the same.
 *
 * Start: `crowd-process.mjs <JSON of {url, code, viewers: [{token, interest, count}], clockJumps}>`; `code` is the address of the page's own code.
 */
import { createHash } from 'node:crypto';
import { toGeoJson } from '@hinomi/contracts';
import { standInForBrowser } from './stand-in.mjs';

const { url, code, viewers, clockJumps } = JSON.parse(process.argv[2]);
standInForBrowser(url);
const { PictureConnection } = await import(code);

/** Connections opened at a time at the start; the storm itself is never throttled. */
const OPEN_AT_ONCE = 50;
const counts = { tokens: 0, snapshots: 0 };
/** The first few features that went back in time, in words. */
const backwards = [];
const MOST_EXAMPLES = 5;
const browsers = [];

/** Signed in once, as a page is: a line that is cut is no reason to sign in again. */
const accessOf = (token) => {
  let known = token;
  return {
    get: () => {
      if (known === null) counts.tokens += 1;
      known = token;
      return Promise.resolve(known);
    },
    forget: () => {
      known = null;
    },
  };
};

const apiOf = (token) => ({
  async snapshot(interest) {
    counts.snapshots += 1;
    const query = new URLSearchParams(Object.entries(interest).map(([name, value]) => [name, String(value)]));
    const reply = await fetch(`${url}api/v1/picture?${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (!reply.ok) throw new Error(`the snapshot answered ${reply.status}`);
    return reply.json();
  },
});

/** Resolves when the browser is live for the first time. */
function open({ token, interest }, kind) {
  const browser = { kind, connected: false, cuts: 0, beats: 0, confirmedAt: 0, state: null, newest: new Map() };
  browsers.push(browser);
  return new Promise((resolve) => {
    browser.connection = new PictureConnection(accessOf(token), apiOf(token), interest, {
      picture: (state) => {
        if (state.features !== browser.state?.features) noteVersions(browser, state);
        browser.state = state;
        browser.confirmedAt = Date.now();
        resolve();
      },
      heartbeat: () => {
        browser.beats += 1;
      },
      line: (connected) => {
        if (browser.connected && !connected) browser.cuts += 1;
        browser.connected = connected;
      },
    });
  });
}

/**
 * A version older than one that was shown is time travel; one that was removed and appears again begins anew, and was recorded later:
 * at the same moment where the hub's clock jumped forward and its time of recording stands still until the clock is there.
 */
function noteVersions(browser, { features }) {
  for (const [id, { version, recordedAt }] of features) {
    const newest = browser.newest.get(id);
    const isNoLater = newest && (clockJumps ? recordedAt < newest.recordedAt : recordedAt <= newest.recordedAt);
    if (isNoLater && version < newest.version && backwards.length < MOST_EXAMPLES) {
      backwards.push(`${id}: ${newest.version} of ${newest.recordedAt}, then ${version} of ${recordedAt}`);
    }
    browser.newest.set(id, { version, recordedAt });
  }
}

/** Of everything the browser holds, in one order; the same of a snapshot's features means the same picture. */
function digestOf({ state }) {
  const texts = [...state.features.values()].map((feature) => JSON.stringify(toGeoJson(feature))).sort();
  return createHash('sha256').update(texts.join('\n')).digest('hex');
}

function tally(values) {
  const sums = {};
  for (const value of values) sums[value] = (sums[value] ?? 0) + 1;
  return sums;
}

const answers = {
  /** `since`: a moment; who has not heard from the hub after it is left behind. */
  standing: ({ since }) => ({
    connected: browsers.filter(({ connected }) => connected).length,
    live: browsers.filter(({ connected, confirmedAt }) => connected && confirmedAt > since).length,
    cuts: browsers.reduce((sum, { cuts }) => sum + cuts, 0),
    transports: tally(browsers.map(({ connection }) => connection.socket.io.engine?.transport.name ?? 'none')),
    rss: process.memoryUsage().rss,
    ...counts,
    backwards,
  }),
  digests: () => {
    const kinds = viewers.map((_, kind) => browsers.filter((browser) => browser.kind === kind));
    return kinds.map((of) => tally(of.map(digestOf)));
  },
  /** As when a switch loses its tables: every line is gone, nobody is told. Who fell back to polling has no line to lose. */
  cut: () => {
    const lines = browsers.flatMap(({ connection }) => connection.socket.io.engine?.transport.ws ?? []);
    for (const line of lines) line.terminate();
    return { lines: lines.length };
  },
  close: () => {
    for (const { connection } of browsers) connection.close();
    return {};
  },
};

process.on('message', ({ number, ask, ...rest }) => {
  process.send({ number, answer: answers[ask](rest) });
  if (ask === 'close') process.disconnect();
});
process.on('disconnect', () => process.exit(0));

for (const [kind, viewer] of viewers.entries()) {
  for (let opened = 0; opened < viewer.count; opened += OPEN_AT_ONCE) {
    const some = Math.min(OPEN_AT_ONCE, viewer.count - opened);
    await Promise.all(Array.from({ length: some }, () => open(viewer, kind)));
  }
}
process.send({ number: 0, answer: {} });
