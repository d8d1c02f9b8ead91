import type { FeedFormat, RunId } from '@hinomi/contracts';
import { isP2pTest, runOfFacts, statusOfMeta } from '@hinomi/formats';
import { P2P_TEST } from '../normalise/normalise-p2pquake.js';
import { unpackMeta } from './unpack-package.js';

/** The XML formats state their status before anything long; an XML declaration, comments and namespaces fit well within. */
const PEEK_BYTES = 8 * 1024;

const STATUS: Partial<Record<FeedFormat, { pattern: RegExp; runs: Runs }>> = {
  'jma-xml': {
    pattern: /<(?:[\w-]+:)?Status\s*>\s*([^<]*?)\s*</,
    runs: { 通常: null, 訓練: 'jma-training', 試験: 'jma-test' },
  },
  cap: {
    pattern: /<(?:[\w-]+:)?status\s*>\s*([^<]*?)\s*</,
    runs: { Actual: null, Exercise: 'cap-exercise', System: 'cap-test', Test: 'cap-test', Draft: 'cap-test' },
  },
};

/**
 * The exercise that bytes say they belong to, read before anything is stored so that the very first copy of a training
 * or test report is in the drill's world (design section 1, idea 9). A text that does not say so is taken as real: the
 * parser decides later, and an alarm must not be lost because of its form.
 */
export async function peekExercise(format: FeedFormat, bytes: Uint8Array): Promise<RunId | null> {
  if (format === 'sip4d-zip') {
    const meta = await unpackMeta(bytes);
    return runOf(SIP4D_RUNS, (meta && statusOfMeta(meta)) ?? '');
  }
  if (format === 'hinomi-facts') return runOfFacts(bytes);
  if (format === 'p2pquake') return isP2pTest(bytes) ? P2P_TEST : null;
  const known = STATUS[format];
  if (!known) return null;
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, PEEK_BYTES)).replace(/<!--[\s\S]*?-->/g, '');
  return runOf(known.runs, known.pattern.exec(head)?.[1] ?? '');
}

type Runs = Readonly<Record<string, string | null>>;

/** `testflg` of a package's metadata (sip4d 3.2). */
const SIP4D_RUNS: Runs = { 通常: null, 訓練: 'sip4d-training', 試験: 'sip4d-test' };

function runOf(runs: Runs, stated: string): RunId | null {
  return Object.hasOwn(runs, stated) ? ((runs[stated] ?? null) as RunId | null) : null;
}
