import { parseArgs } from 'node:util';
import type { TelegramStatus } from '@hinomi/formats';
import { SAMPLES, type Sample } from './sample-telegrams.js';

const STATUSES = ['通常', '訓練', '試験'] as const satisfies readonly TelegramStatus[];
const USAGE = `Usage: npm run -s telegram -- ${SAMPLES.join('|')} [--cancel] [--status ${STATUSES.join('|')}]`;

export type PrintArguments =
  | { outcome: 'print'; sample: Sample; status: TelegramStatus; cancel: boolean }
  | { outcome: 'refused'; message: string };

/** What the command line asks for, or how to ask. */
export function readPrintArguments(argv: readonly string[]): PrintArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { cancel: { type: 'boolean', default: false }, status: { type: 'string', default: '通常' } },
    });
    const [name, ...rest] = positionals;
    const sample = SAMPLES.find((known) => known === name);
    const status = STATUSES.find((known) => known === values.status);
    if (!sample || rest.length > 0) return { outcome: 'refused', message: USAGE };
    if (!status) return { outcome: 'refused', message: `There is no status ${values.status}.\n${USAGE}` };
    return { outcome: 'print', sample, status, cancel: values.cancel };
  } catch (error) {
    return { outcome: 'refused', message: `${error instanceof Error ? error.message : String(error)}\n${USAGE}` };
  }
}
