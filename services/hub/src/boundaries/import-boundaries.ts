import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import type { Edition, ImportSummary } from '@hinomi/geo';
import { readHubConfig } from '../config.js';
import { openBoundaryStore } from './boundary-store.js';

const USAGE = `npm run boundaries -- import <file>   bring a boundary file into force
npm run boundaries -- list            show what is in force`;

/** More than this would scroll the summary away. */
const MOST_CODES_SHOWN = 8;

/** Imports boundaries into the hub's data folder: N03 or JMA's 予報区等, as TopoJSON or GeoJSON. */
async function main([command, file, ...rest]: readonly string[]): Promise<void> {
  const wantsImport = command === 'import' && file !== undefined;
  if ((!wantsImport && command !== 'list') || rest.length > 0) throw new HubError('request.invalid', USAGE);
  const dir = path.join(readHubConfig().dataDir, 'boundaries');
  const store = await openBoundaryStore({ dir, progress: say });
  if (!wantsImport) return store.editions().forEach(sayEdition);
  say(`Reading ${file} …`);
  const { summary, withoutCode, droppedRings, inForce } = await store.importFile(path.resolve(file));
  summary.forEach(saySummary);
  if (withoutCode > 0) say(`  ${withoutCode} features without an area code were left out.`);
  if (droppedRings > 0) say(`  ${droppedRings} rings too small or broken were left out.`);
  say('In force now:');
  inForce.forEach(sayEdition);
  say(`Kept in ${dir}. If a hub is running on this data folder, restart it to use them.`);
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
