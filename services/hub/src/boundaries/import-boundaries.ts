import path from 'node:path';
import { AREA_SETS, HubError } from '@hinomi/contracts';
import type { Edition, ImportSummary } from '@hinomi/geo';
import { readHubConfig } from '../config.js';
import { openBoundaryStore } from './boundary-store.js';
import type { BoundaryStore } from './boundary-store.js';
import { downloadBoundaries } from './download/download-boundaries.js';

const USAGE = `npm run boundaries -- import <file>        bring a boundary file into force
npm run boundaries -- download [n03|jma|all]  fetch the official files and bring them into force
npm run boundaries -- list                 show what is in force, and what was before
npm run boundaries -- undo                 take back the last import
npm run boundaries -- use <edition>        bring an edition that is still kept into force again`;

/** More than this would scroll the summary away. */
const MOST_CODES_SHOWN = 8;

/** Imports boundaries into the hub's folder of boundaries: N03 or JMA's 予報区等. */
async function main([command, name, ...rest]: readonly string[]): Promise<void> {
  const takesName = command === 'import' || command === 'use';
  const known = takesName ? name !== undefined : ['list', 'undo'].includes(command ?? '') && name === undefined;
  if (!(known || command === 'download') || rest.length > 0) throw new HubError('request.invalid', USAGE);
  const { boundariesDir: dir } = readHubConfig();
  const store = await openBoundaryStore({ dir, progress: say });
  if (command === 'list') return list(store);
  if (command === 'import') await importFile(store, name ?? '');
  if (command === 'download') await downloadBoundaries({ store, dir, which: name ?? 'all', say });
  if (command === 'use') sayInForce(await store.use(name ?? ''));
  if (command === 'undo') {
    const { undone, inForce } = await store.undo();
    say(`Taken back: ${undone.what} of ${undone.at}.`);
    sayInForce(inForce);
  }
  say(`Kept in ${dir}. A hub running on this folder takes them over by itself, within seconds.`);
}

async function importFile(store: BoundaryStore, file: string): Promise<void> {
  say(`Reading ${file} …`);
  const { summary, withoutCode, droppedRings, inForce } = await store.importFile(path.resolve(file));
  summary.forEach(saySummary);
  if (withoutCode > 0) say(`  ${withoutCode} features without an area code were left out.`);
  if (droppedRings > 0) say(`  ${droppedRings} rings too small or broken were left out.`);
  sayInForce(inForce);
}

async function list(store: BoundaryStore): Promise<void> {
  say('In force:');
  store.editions().forEach(sayEdition);
  const { steps } = await store.readStated();
  if (steps.length > 0) say('Steps, the newest last (undo takes back the last one):');
  for (const { at, what, before, after } of steps) {
    say(`  ${at} ${what}`);
    for (const set of AREA_SETS) if (after[set]) say(`    ${after[set]} in place of ${before[set]}`);
  }
}

function sayInForce(editions: readonly Edition[]): void {
  say('In force now:');
  editions.forEach(sayEdition);
}

function saySummary({ set, areas, withoutShape, unmatchedCodes }: ImportSummary): void {
  say(`  ${set}: ${areas} areas`);
  if (withoutShape.length > 0)
    say(`    ${withoutShape.length} without a usable shape keep the one they had: ${some(withoutShape)}`);
  if (unmatchedCodes.length > 0)
    say(`    ${unmatchedCodes.length} codes are not in this hub's tables (another year's): ${some(unmatchedCodes)}`);
}

function sayEdition({ edition, approximate, attribution }: Edition): void {
  say(`  ${edition}${approximate ? ' (approximate)' : ''}\n    credit: ${attribution}`);
}

function some(codes: readonly string[]): string {
  return codes.slice(0, MOST_CODES_SHOWN).join(', ') + (codes.length > MOST_CODES_SHOWN ? ', …' : '');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  const sentence = error instanceof HubError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
});
