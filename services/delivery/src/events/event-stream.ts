import { Readable } from 'node:stream';
import type { DeliveredChange, SubscriptionId } from '@hinomi/contracts';
import type { JournalRepository } from '../journal/journal.repository.js';
import type { Journals } from '../journal/journals.js';
import type { SubscriptionRow } from '../journal/subscription.entity.js';
import { renderMessages } from '../messages/render-messages.js';
import { renderState } from '../messages/render-state.js';
import type { DeliveryReader } from '../subscriptions/delivery-reader.js';

const CHANGES_AT_ONCE = 200;
/** How often a quiet stream says the newest number, so that a gap, or a dead line, is seen. */
const HEARTBEAT_MS = 15_000;

export interface StreamParts {
  journals: Journals;
  rows: JournalRepository;
  reader: DeliveryReader;
  /** The rights it began with still stand; asked before anything is told. */
  stillHeld: (row: SubscriptionRow) => boolean;
  /** So much was told, up to a sequence; what was asked to follow is acknowledged by the next stream. */
  told: (first: number, last: number, count: number) => Promise<void>;
}

/**
 * A subscription as Server-Sent Events (HTML Living Standard section 9.2): the state where nothing is known yet, then changes as
 * they come, each under its number. It ends when the subscription does, when its holder's rights change, or the reader leaves.
 *
 * @param since the sequence that the reader has; null = nothing
 */
export function eventStream(id: SubscriptionId, since: number | null, parts: StreamParts): Readable {
  const left = new AbortController();
  const stream = Readable.from(textsOf(id, since, parts, left.signal), { objectMode: false, highWaterMark: 64 * 1024 });
  // It closes only when the generator has ended, and that may be waiting for changes: it is told before.
  const end = stream._destroy.bind(stream);
  stream._destroy = (error, done) => {
    left.abort();
    end(error, done);
  };
  return stream;
}

async function* textsOf(
  id: SubscriptionId,
  since: number | null,
  parts: StreamParts,
  left: AbortSignal,
): AsyncGenerator<string> {
  const { journals, rows, reader, stillHeld, told } = parts;
  yield 'retry: 2000\n\n';
  let known = since;
  for (;;) {
    const row = await rows.find(id);
    if (row === null || left.aborted || journals.isStopping || !stillHeld(row)) return;
    if (known === null) {
      const state = await reader.stateOf(row);
      for (const { message } of renderState(state, row.format, reader.originOf(row))) {
        yield eventText('state', null, message.body);
      }
      // Only when all parts are there does who comes back go on from here.
      yield eventText('state-end', state.sequence, JSON.stringify({ sequence: state.sequence }));
      await told(state.sequence, state.sequence, state.features.length);
      known = state.sequence;
    }
    const lines = await reader.linesAfter(row, known, CHANGES_AT_ONCE, HEARTBEAT_MS, left);
    if (left.aborted || journals.isStopping) return;
    if (lines.length === 0) {
      const lastSequence = Number((await rows.find(id))?.lastSequence ?? known);
      yield eventText('heartbeat', null, JSON.stringify({ lastSequence }));
      continue;
    }
    if (lines[0]!.operation === 'state') {
      known = null;
      continue;
    }
    const changes = await reader.changesOf(row, lines);
    for (const change of changes) {
      if (change.operation === 'state') break;
      yield changeText(change);
      known = change.sequence;
    }
    await told(changes[0]!.sequence, known, changes.length);
  }
}

function changeText(change: DeliveredChange): string {
  const told = renderMessages([change], false)?.body ?? JSON.stringify({ sequence: change.sequence });
  return eventText(change.operation, change.sequence, told);
}

/** `id` is what the browser sends back as `Last-Event-ID`. */
function eventText(event: string, sequence: number | null, data: string): string {
  return `event: ${event}\n${sequence === null ? '' : `id: ${sequence}\n`}data: ${data.replaceAll('\n', '\ndata: ')}\n\n`;
}
