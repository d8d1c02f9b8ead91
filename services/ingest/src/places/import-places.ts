import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { DEMO_SECRET, HubError, type FeedReceipt, type Problem } from '@hinomi/contracts';
import { applyMapping, columnName, readCsv, type Mapping, type Table } from '@hinomi/formats';
import { readReplayConfig } from '../config.js';
import { neededColumns } from '../normalise/normalise-mapped.js';
import { loadSources } from '../sources/load-sources.js';
import type { Source } from '../sources/source.js';
import { splitTable, writeCsv } from './split-table.js';

const USAGE = `Usage: npm run places -- import <file.csv|file.csv.gz> [options]
       npm run places -- check <file.csv|file.csv.gz> [options]
import   brings a table of places into the running hub; what it lists replaces what the same source listed before
check    shows what would become of it, without a hub
  --source <id>       whose table it is (an entry of infra/sources with a mapping); without it the header decides
  --folder <folder>   the entries (infra/sources)
  --token <token>     an access token; without it the demonstration's operator`;

const SHIPPED = fileURLToPath(new URL('../../../../infra/sources/', import.meta.url));
/** An unpacked national list has 15 MB. */
const MOST_BYTES = 200 * 1024 * 1024;
const FINDINGS_SHOWN = 20;

interface Chosen {
  source: Source;
  mapping: Mapping;
  table: Table;
}

/** The source that is named, or the one whose mapping finds the most of its columns in the file. */
function choose(sources: readonly Source[], bytes: Uint8Array, wanted: string | undefined): Chosen {
  const candidates = sources.filter(({ id, format, table }) => table && format === 'csv' && (wanted ?? id) === id);
  if (candidates.length === 0) throw new Error(`There is no source ${wanted ?? 'with a mapping for CSV'}.\n${USAGE}`);
  let why: unknown;
  let best: (Chosen & { share: number }) | null = null;
  for (const source of candidates) {
    const mapping = source.table as Mapping;
    try {
      const table = readCsv(bytes, neededColumns(mapping));
      const share = shareOfColumns(mapping, table);
      if (best === null || share > best.share) best = { source, mapping, table, share };
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      why = error;
    }
  }
  if (best === null) {
    const reason = why instanceof Error ? why.message : String(why);
    throw new Error(`${reason}. A list of another kind needs an entry with a mapping: see docs/feeds.md.`, {
      cause: why,
    });
  }
  return best;
}

function shareOfColumns({ attributes }: Mapping, { rows }: Table): number {
  const columns = Object.values(attributes).map(({ column }) => columnName(column));
  const found = columns.filter((column) => Object.hasOwn(rows[0]?.cells ?? {}, column));
  return found.length / Math.max(1, columns.length);
}

function tell({ source, mapping, table }: Chosen): void {
  const { rows, findings } = applyMapping(table, mapping);
  const refused = findings.filter(({ level }) => level === 'refused').length;
  say(`${source.title}: ${rows.length} of ${table.rows.length} rows can be used as ${mapping.theme}`);
  for (const { level, place, message, rule } of findings.slice(0, FINDINGS_SHOWN)) {
    say(`  ${level}  line ${place.line ?? '?'} ${place.path ?? ''}  ${message} (${rule})`);
  }
  if (findings.length > FINDINGS_SHOWN) say(`  … and ${findings.length - FINDINGS_SHOWN} more`);
  if (refused > 0) process.exitCode = 1;
}

async function bringIn({ source, mapping, table }: Chosen, token: string | undefined): Promise<void> {
  const { hub } = readReplayConfig();
  const authorization = `Bearer ${token ?? (await operatorToken(hub))}`;
  const parts = splitTable(table, mapping);
  const url = `${hub}/api/v1/feeds/csv?source=${encodeURIComponent(source.id)}`;
  let done = 0;
  let problems = 0;
  for (const rows of parts) {
    const receipt = await post<FeedReceipt>(url, writeCsv(rows), { authorization, 'content-type': 'text/csv' });
    done += rows.length;
    problems += receipt.problems?.length ?? 0;
    progress(`${done} of ${table.rows.length} rows (${Math.floor((100 * done) / Math.max(1, table.rows.length))} %)`);
  }
  progress('');
  say(
    `${source.title}: ${done} rows are in.${problems === 0 ? '' : ` ${problems} notes: see the panel 情報源, or check.`}`,
  );
}

/** One line that is written over where somebody looks. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

async function operatorToken(hub: string): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'demo-operator', client_secret: DEMO_SECRET };
  const body = new URLSearchParams(form).toString();
  const type = 'application/x-www-form-urlencoded';
  return (await post<{ access_token: string }>(`${hub}/oauth/token`, body, { 'content-type': type })).access_token;
}

async function post<T>(url: string, body: string, headers: Record<string, string>): Promise<T> {
  const response = await fetch(url, { method: 'POST', body, headers }).catch((cause: unknown) => {
    throw new Error(`No hub answers at ${new URL(url).origin}: start one with npm start.`, { cause });
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  const { detail, title } = answer as Partial<Problem>;
  throw new Error(`The hub refused: ${detail ?? title ?? response.statusText}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** `npm run places`: exits with 1 for what the file or the hub has wrong, with 2 for the command itself. */
async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      folder: { type: 'string', default: SHIPPED },
      token: { type: 'string' },
    },
  });
  const [command, file, ...more] = positionals;
  if ((command !== 'import' && command !== 'check') || file === undefined || more.length > 0) throw new Error(USAGE);
  const read = await readFile(file);
  const bytes = /\.gz$/i.test(file) ? gunzipSync(read, { maxOutputLength: MOST_BYTES }) : read;
  const chosen = choose(await loadSources(values.folder), bytes, values.source);
  if (command === 'check') tell(chosen);
  else await bringIn(chosen, values.token);
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof Error && error.message.includes('Usage:') ? 2 : 1;
});
