import { instantFromMillis } from '@hinomi/contracts';
import { readPrintArguments } from './read-print-arguments.js';
import { sampleTelegram } from './sample-telegrams.js';

/** `npm run -s telegram -- earthquake`: a well-formed telegram dated now, for `POST /api/v1/feeds/jma-xml`. */
const read = readPrintArguments(process.argv.slice(2));
if (read.outcome === 'refused') {
  process.stderr.write(`${read.message}\n`);
  process.exitCode = 1;
} else {
  const { sample, status, cancel } = read;
  process.stdout.write(sampleTelegram(sample, { at: instantFromMillis(Date.now()), status, cancel }));
}
