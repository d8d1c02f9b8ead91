import type { WatchReply } from '@hinomi/contracts';
import type { CursorParts } from './picture-cursor.js';

export type SnapshotReason = Extract<WatchReply, { outcome: 'fetch-snapshot' }>['reason'];

export type WatchDecision =
  | { decision: 'continue'; from: number }
  | { decision: 'catch-up'; to: number }
  | { decision: 'fetch-snapshot'; reason: SnapshotReason };

/** Where this gateway stands, and what a cursor for this interest and these attributes would say. */
export interface WatchGround extends CursorParts {
  oldestPosition: number;
}

/**
 * Can the picture be continued from this cursor (delta rules D4, D5)? Being behind is looked at first: a snapshot taken
 * from a gateway that is behind would show older versions than the browser has already shown.
 */
export function decideWatch(cursor: CursorParts | 'none' | 'unreadable', ground: WatchGround): WatchDecision {
  if (cursor === 'none') return snapshot('no-cursor');
  if (cursor === 'unreadable') return snapshot('unknown');
  if (cursor.logId !== ground.logId) return snapshot('other-log');
  if (cursor.realm !== ground.realm) return snapshot('other-interest');
  if (cursor.position > ground.position) return { decision: 'catch-up', to: cursor.position };
  if (cursor.interest !== ground.interest) return snapshot('other-interest');
  if (cursor.attributes !== ground.attributes || cursor.policy !== ground.policy) return snapshot('other-access');
  if (cursor.position < ground.oldestPosition) return snapshot('too-old');
  return { decision: 'continue', from: cursor.position };
}

function snapshot(reason: SnapshotReason): WatchDecision {
  return { decision: 'fetch-snapshot', reason };
}
