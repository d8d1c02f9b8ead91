import { HubError, topicIn } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { CheckpointStore } from '../checkpoint/checkpoint-store.js';
import { PictureWriter } from '../picture/picture-writer.js';
import { canonicalOf, foldPicture } from './canonical-picture.js';
import { checkRealm, type CheckOptions, type Verdict } from './check-realm.js';
import { comparePictures, type Difference } from './compare-pictures.js';

export interface RebuildOptions extends Omit<CheckOptions, 'log' | 'remembered'> {
  log: EventLog;
  checkpoints: CheckpointStore;
  /** Hears of a checkpoint that cannot be read. */
  warn: (text: string) => void;
}

export interface Rebuilt {
  /** How the picture was found. */
  found: Verdict;
  /** What still differs, read from the log again after all was written; to be empty. */
  left: Difference[];
}

/**
 * Makes a realm's picture again from its inputs: appends what differs, reads the picture anew to see that it is equal, and writes a
 * fresh checkpoint. Nobody else may write the picture meanwhile.
 */
export async function rebuildRealm(options: RebuildOptions): Promise<Rebuilt> {
  const { log, realm, checkpoints, warn } = options;
  const checkpoint = await checkpoints.load(log.logId, (why) => warn(`The checkpoint cannot be used: ${why}.`));
  const found = await checkRealm({ ...options, remembered: checkpoint?.state ?? null }, null);
  const { folded, readingsGone } = found;
  if (found.differences.length > 0 || readingsGone.length > 0) await write(options, folded.features);
  const [end = 0] = await log.end(topicIn(realm, 'picture'));
  const { features } = await foldPicture(log, realm, end);
  const tooLarge = new Set(found.tooLarge);
  const left = comparePictures(canonicalOf(folded.features), features).filter(({ id }) => !tooLarge.has(id));
  if (left.length === 0) await checkpoints.save({ logId: log.logId, inputs: folded.inputs, state: folded.facts });
  return { found, left };
}

async function write({ log, realm, warn }: RebuildOptions, features: Verdict['folded']['features']): Promise<void> {
  const writer = await PictureWriter.open({
    log,
    topic: topicIn(realm, 'picture'),
    writer: 'rebuild',
    onOddity: (cause) => warn(cause instanceof Error ? cause.message : String(cause)),
  });
  try {
    await writer.replaceAll(features);
    if (!writer.passive) return;
    const remedy = 'stop every hub and aggregator on this log, and rebuild again';
    throw new HubError('log.in-use', `Another process began to write the ${realm} picture: ${remedy}.`);
  } finally {
    await writer.close();
  }
}
