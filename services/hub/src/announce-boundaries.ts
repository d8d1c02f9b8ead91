import {
  boundariesChanged,
  boundariesChangedId,
  decodeEvent,
  encodeEvent,
  instantFromMillis,
  topicIn,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { Boundaries } from '@hinomi/geo';

/**
 * Puts the editions found on disk on the log where they differ from what the log says is in force, so that a change of
 * boundaries is an event like any other.
 */
export async function announceBoundaries(log: EventLog, boundaries: Boundaries): Promise<void> {
  const topic = topicIn('real', 'reference');
  const known = new Map<string, string>();
  for await (const record of log.read(topic, [])) {
    if (record.value === null || record.headers['ce_type'] !== boundariesChanged.type) continue;
    const { data } = decodeEvent(boundariesChanged, record);
    known.set(data.set, boundariesChangedId(data));
  }
  const at = instantFromMillis(Date.now());
  const changes = boundaries
    .editions()
    .map(({ set, edition, digest, approximate, attribution }) => ({
      set,
      edition,
      digest,
      approximate,
      attribution,
      at,
    }))
    .filter((change) => known.get(change.set) !== boundariesChangedId(change));
  await log.append(
    topic,
    changes.map((data) =>
      encodeEvent(boundariesChanged, {
        id: boundariesChangedId(data),
        source: 'hub:boundaries',
        subject: `boundaries:${data.set}`,
        time: at,
        exercise: null,
        trace: boundariesChangedId(data),
        data,
      }),
    ),
  );
}
