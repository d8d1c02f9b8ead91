/** Tablets that come back at once, in a process of their own: each sends what it queued, and says how long it waited for its receipt. */
import { clock, usage } from './measures.mjs';

const { url, token, tablets, queued, exercise } = JSON.parse(process.argv[2]);
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const SEEN = Date.now() - 6 * 3_600_000;
/** Opened beforehand, so many at a time. */
const AT_A_TIME = 32;

const ulid = (number) => String(number).padStart(26, '0');
const at = (minute) => new Date(SEEN + minute * 60_000).toISOString();

async function ask(pathname, body) {
  for (;;) {
    const reply = await fetch(`${url}${pathname}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (reply.ok) return await reply.json();
    // As a tablet does: what was not taken is sent again.
    if (reply.status !== 503) throw new Error(`${pathname}: ${reply.status} ${await reply.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function open(tablet) {
  const [column, row] = [tablet % 40, Math.floor(tablet / 40)];
  const place = { placeId: ulid(1_000_000 + tablet), name: `見本避難所${tablet}`, nameKana: null, kind: 'provisional' };
  const lngLat = [136.5 + column / 100, 36.5 + row / 100];
  return (await ask('api/v1/shelters', { ...place, lngLat, address: null, openedAt: at(0), exercise })).id;
}

/** A day's queue: the whole of what the device knows, each time with another count. */
function reportsOf(tablet, shelter) {
  return Array.from({ length: queued }, (_, turn) => {
    const observedAt = at(turn * 15);
    const values = { eststts: 'open', evacueeno: 20 + turn, careno: 3, water: 'few_days', food: 'enough', toiletno: 4 };
    return {
      ...{ reportId: ulid(10_000_000 + tablet * 100 + turn), device: ulid(2_000_000 + tablet), counter: turn, shelter },
      ...{ by: 'tablet', toldBy: null, observedAt, writtenAt: observedAt, urgentNeed: null, confirmed: [] },
      attributes: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, observedAt }])),
    };
  });
}

const shelters = [];
for (let from = 0; from < tablets; from += AT_A_TIME) {
  const some = Array.from({ length: Math.min(AT_A_TIME, tablets - from) }, (_, index) => open(from + index));
  shelters.push(...(await Promise.all(some)));
}
process.on('disconnect', () => process.exit(1));
process.on('message', async (asked) => {
  if (asked === 'stop') process.exit(0);
  const bodies = shelters.map((shelter, tablet) => ({ shelter, reports: reportsOf(tablet, shelter) }));
  const began = clock();
  const waits = [];
  let accepted = 0;
  await Promise.all(
    bodies.map(async ({ shelter, reports }) => {
      const body = { sentAt: new Date().toISOString(), reports };
      const receipt = await ask(`api/v1/shelters/${encodeURIComponent(shelter)}/reports`, body);
      accepted += receipt.accepted.length + receipt.duplicates.length;
      waits.push(clock() - began);
    }),
  );
  process.send({ accepted, waits, tookMs: clock() - began, cpuMs: usage().cpuMs });
});
process.send('ready');
