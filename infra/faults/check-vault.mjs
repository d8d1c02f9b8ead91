/** The vault: everybody who came in is there once, its audit is whole, and no word of theirs is anywhere else. */
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Longer than any word in any writing: what lies over the edge of two pieces is seen in one. */
const OVERLAP_BYTES = 512;

export async function checkVault(door, ledger) {
  const faults = [];
  const byShelter = new Map();
  for (const [id, { shelter }] of ledger.persons) byShelter.set(shelter, [...(byShelter.get(shelter) ?? []), id]);
  for (const [shelter, wanted] of byShelter) {
    const query = new URLSearchParams({ purpose: 'treatment', shelter });
    const reply = await door.insist('demo-medic', 'GET', `/api/v1/phr/persons?${query}`);
    const there = reply.json().map(({ person, id }) => person ?? id);
    const lost = wanted.filter((id) => !there.includes(id));
    if (lost.length > 0) faults.push(`${lost.length} persons of ${shelter} were acknowledged and are not in the vault`);
    if (there.length !== wanted.length)
      faults.push(`${there.length} persons are at ${shelter}, ${wanted.length} came in`);
  }
  const reply = await door.insist('demo-operator', 'GET', '/api/v1/phr/audit/verification');
  const audit = reply.json();
  if (!audit.intact) faults.push(`the audit is not whole: ${audit.faults.slice(0, 3).join('; ')}`);
  return faults;
}

/** Kafka's indexes are numbers, and mostly holes: gigabytes to read for nothing. */
const NUMBERS_ALONE = /\.(time)?index$/;

/** Where a word of the vault stands in the files of a folder. */
export async function searchFiles(search, folder) {
  const found = [];
  for (const file of filesIn(folder).filter((name) => !NUMBERS_ALONE.test(name))) {
    let rest = Buffer.alloc(0);
    try {
      for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
        const bytes = Buffer.concat([rest, chunk]);
        found.push(...search.in(file, bytes));
        rest = bytes.subarray(-OVERLAP_BYTES);
      }
    } catch (error) {
      // A database drops files while it runs.
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return [...new Set(found)];
}

function filesIn(folder) {
  const files = [];
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    try {
      const stat = statSync(file);
      if (stat.isDirectory()) files.push(...filesIn(file));
      else if (stat.isFile()) files.push(file);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return files;
}
