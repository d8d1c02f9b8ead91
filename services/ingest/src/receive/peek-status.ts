import type { FeedFormat, RunId } from '@hinomi/contracts';

/** Both formats state their status before anything long; an XML declaration, comments and namespaces fit well within. */
const PEEK_BYTES = 8 * 1024;

const STATUS: Partial<Record<FeedFormat, { pattern: RegExp; runs: Readonly<Record<string, string | null>> }>> = {
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
export function peekExercise(format: FeedFormat, bytes: Uint8Array): RunId | null {
  const known = STATUS[format];
  if (!known) return null;
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, PEEK_BYTES)).replace(/<!--[\s\S]*?-->/g, '');
  const stated = known.pattern.exec(head)?.[1] ?? '';
  return Object.hasOwn(known.runs, stated) ? ((known.runs[stated] ?? null) as RunId | null) : null;
}
