/**
 * A process that receives, moves, erases, sends and publishes, and kills itself with SIGKILL before its n-th step: any statement of
 * the database, any end of a transaction, any append to the log, either side of it. Without n it does all of it and says how things
 * stand. Whoever runs it again sends the same documents again, as a client does that got no answer.
 */
export const VICTIM = `
import path from 'node:path';
import { openEmbeddedLog } from '@hinomi/event-log/embedded/embedded-event-log.js';
import { openStore } from '@hinomi/store/open-store.js';
import { Care } from '@hinomi/phr/care/care.js';
import { DeriveAnew } from '@hinomi/phr/needs/sweep-needs.js';
import { NeedsDesk } from '@hinomi/phr/needs/needs-desk.js';
import { TaskDesk } from '@hinomi/phr/tasks/task-desk.js';
import { ReceiveRecord } from '@hinomi/phr/care/receive-record.js';
import { verifyAudit } from '@hinomi/phr/audit/verify-audit.js';
import { OutboxSender } from '@hinomi/phr/outbox/outbox-sender.js';
import { PublishNeeds } from '@hinomi/phr/publish/publish-needs.js';
import { suppressCounts } from '@hinomi/phr/suppress/suppress-counts.js';
import { openVaults } from '@hinomi/phr/vault/open-vaults.js';
import { VAULT_TABLES } from '@hinomi/phr/vault/vault-tables.js';

const [folder, killAt] = [process.argv[2], Number(process.argv[3] ?? 0)];
let steps = 0;
let armed = false;
const step = () => {
  if (armed && (steps += 1) === killAt) process.kill(process.pid, 'SIGKILL');
};

const inner = await openStore({ kind: 'embedded', dir: path.join(folder, 'store') }, [VAULT_TABLES]);
const watched = (how) => async (work) => {
  const result = await inner[how]((rows) =>
    work({
      query: (text, values) => {
        step();
        return rows.query(text, values);
      },
    }),
  );
  step();
  return result;
};
const store = { dataSource: inner.dataSource, durably: watched('durably'), projected: watched('projected') };
const log = await openEmbeddedLog({ dir: path.join(folder, 'log') });
const appending = {
  append: async (topic, records) => {
    step();
    const appended = await log.append(topic, records);
    step();
    return appended;
  },
};

let now = Date.parse('2026-11-26T03:00:00.000Z');
const version = '2026-11.1';
const derive = ({ evidence }) =>
  evidence.map(({ codes: [{ code }] }) => ({ need: code, certainty: 'stated', urgencyHours: 6 }));
const rules = {
  parse: { stated: (bytes) => ({ record: JSON.parse(Buffer.from(bytes).toString('utf8')), findings: [] }) },
  derive,
  suppress: suppressCounts,
  rules: { version, needs: new Map(['insulin', 'dialysis', 'ostomy'].map((need) => [need, { publishedFrom: 'shelter' }])) },
  suppression: { threshold: 3, periodHours: 3 },
};
const { real } = await openVaults({ store, keyDir: path.join(folder, 'keys'), now: () => now });
const receiving = new ReceiveRecord(rules);
const care = new Care(version);
const needsDesk = new NeedsDesk(care, version);
const tasks = new TaskDesk(care, version);
const deriving = new DeriveAnew(rules, false);
const pharmacist = { who: { actor: 'pharmacist-1', role: 'pharmacist', agency: null }, permitted: () => true };
const sender = new OutboxSender(real, appending, false);
const publishing = new PublishNeeds(rules);
const who = { actor: 'medic-1', role: 'medic', agency: null };
const at = (shelter) => ({ who, purpose: 'transfer', shelter, permitted: true });
const place = (shelterId) => ({ shelterId, municipality: '17204', prefecture: '17' });
const places = { open: () => ['school', 'hall'].map(place), find: place };

const record = (n, needs) => ({
  format: 'stated',
  person: { names: ['person ' + n], kana: [], birthDate: '1950-01-' + String(10 + n), sex: 'male', phones: [], address: null, identifiers: [], languages: [] },
  evidence: needs.map((code) => ({ kind: 'stated', codes: [{ system: 'stated', code }] })),
  statements: [],
  issuedAt: null,
  consent: null,
});
const receive = (requestId, shelter, n, needs) =>
  receiving.receive(
    real,
    who,
    { format: 'stated', shelter, requestId, legalGround: 'legal-duty', disaster: 'real' },
    Buffer.from(JSON.stringify(record(n, needs))),
  );

armed = true;
for (let n = 1; n <= 4; n += 1) await receive('request-' + n, 'school', n, ['insulin']);
await sender.sendAll();
await receive('request-5', 'school', 1, ['insulin', 'dialysis']);
const { person: moving } = await receive('request-6', 'hall', 2, ['ostomy']);
await care.move(real, at('hall'), moving, 'hall');
await sender.sendAll();
// A need is met for a day, another is handed over by the pharmacy: both are open again by themselves.
const said = (requestId) => ({ requestId, purpose: 'transfer', shelter: 'school' });
const { person: met } = await receive('request-1', 'school', 1, ['insulin']);
await needsDesk.decide(real, at('school'), met, { ...said('request-met'), act: 'met', need: 'insulin', until: { days: 1 } });
const { person: waiting } = await receive('request-3', 'school', 3, ['insulin']);
const goods = { need: 'insulin', goods: 'insulin glargine', amount: '3', note: null, wantedBy: '2026-11-26T09:00:00.000Z' };
const { id: task } = await tasks.ask(real, at('school'), waiting, { ...said('request-ask'), ...goods });
await tasks.pharmacyAct(real, pharmacist, task, { act: 'take', requestId: 'request-take' });
await sender.sendAll();
await tasks.pharmacyAct(real, pharmacist, task, { act: 'hand-over', requestId: 'request-over', days: 1 });
await publishing.publish(real, places);
await sender.sendAll();
now += 24 * 3_600_000;
await deriving.all(real);
await sender.sendAll();
now += 3 * 3_600_000;
const { person: revoking } = await receive('request-7', 'hall', 9, ['dialysis']);
await care.erase(real, who, revoking, 'revoked');
await publishing.publish(real, places);
await sender.sendAll();
armed = false;

const topic = async (name) => {
  const found = [];
  for await (const { key, value, headers } of log.read(name, []))
    found.push({ key, id: headers.ce_id, data: JSON.parse(Buffer.from(value).toString('utf8')) });
  return found;
};
const needs = await topic('needs');
const published = await topic('needs-published');
const stands = {
  steps,
  tallies: Object.fromEntries(
    (await real.look((change) => change.tallies.all('real'))).map(({ shelter, tally }) => [shelter, tally.needs]),
  ),
  told: Object.fromEntries(needs.map(({ key, data }) => [key, data.needs])),
  // What was sent twice came first in order, and the newest is what is said last.
  inOrder: needs
    .filter(({ id }, index) => needs.findIndex((first) => first.id === id) === index)
    .every(({ key, data }, index, once) =>
      once.slice(0, index).every((before) => before.key !== key || before.data.observedAt < data.observedAt),
    ),
  newestLast: needs.every(({ key, data }) =>
    data.observedAt <= needs.findLast((last) => last.key === key).data.observedAt,
  ),
  published: Object.fromEntries(published.map(({ id, data }) => [id, data.needs])),
  publishedOnce: published.every(({ id, data }) =>
    published.every((other) => other.id !== id || JSON.stringify(other.data) === JSON.stringify(data)),
  ),
  persons: await inner.dataSource.query("SELECT status, count(*)::int AS count FROM vault.persons WHERE status <> 'erased' GROUP BY status"),
  tasks: await inner.dataSource.query('SELECT is_open, version, shelter FROM vault.tasks'),
  asked: (await inner.dataSource.query("SELECT 1 FROM vault.audit WHERE action IN ('task-asked', 'task-handed-over', 'need-closed')")).length,
  records: (await inner.dataSource.query('SELECT id FROM vault.records')).length,
  waiting: (await real.look((change) => change.outbox.first(10))).length,
  audit: await verifyAudit(real, log),
  toldAudit: new Set((await topic('audit')).map(({ data }) => data.entry.seq)).size,
};
process.stdout.write('stands ' + JSON.stringify(stands) + '\\n');
await log.close();
await inner.close();
`;
