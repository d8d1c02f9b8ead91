/** The same records, in the same batches at once, straight into a log of their own: what the disk and the log alone cost. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEmbeddedLog } from '../../libs/event-log/dist/index.js';
import { clock, usage } from './measures.mjs';

const { from, topic, batch } = JSON.parse(process.argv[2]);
const source = await openEmbeddedLog({ dir: from });
const records = [];
const made = [];
for await (const { key, headers, value } of source.read(topic, [])) {
  if (!String(headers.ce_subject).startsWith('shelter-report:')) continue;
  records.push({ key, headers, value });
  made.push(headers.made);
}
await source.close();

const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-bare-'));
const log = await openEmbeddedLog({ dir });
const before = usage().cpuMs;
const began = clock();
const waits = [];
const writing = [];
for (let first = 0; first < records.length; first += batch) {
  writing.push(log.append(topic, records.slice(first, first + batch)).then(() => waits.push(clock() - began)));
}
await Promise.all(writing);
const result = { tookMs: clock() - began, cpuMs: usage().cpuMs - before, waits };
await log.close();
rmSync(dir, { recursive: true, force: true });
process.send({ ...result, onLog: made.length, distinct: new Set(made).size }, () => process.exit(0));
