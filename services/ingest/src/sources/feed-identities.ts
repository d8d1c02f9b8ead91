import type { FeedFormat, FeedStatus } from '@hinomi/contracts';
import type { FeedIdentity } from './feed-health.js';
import { isHeard, isSubscribed, type PushedSource, type ReadEntry, type Source } from './source.js';

/** Five minutes, and of one that is asked five intervals more: a publisher's restart is no alarm. A broker has no interval. */
function silenceOf(source: Exclude<Source, PushedSource>): number | null {
  const { silentAfterSeconds = null } = source;
  if (source.kind === 'mqtt') return silentAfterSeconds;
  if (source.kind === 'hub') return silentAfterSeconds ?? 300;
  return silentAfterSeconds ?? (source.kind === 'websocket' ? 300 : 5 * source.intervalSeconds + 300);
}

/** How the list of feeds shows one that pushes in a format of its own. */
export function pushedIdentity(source: PushedSource, format: FeedFormat): FeedIdentity {
  const { id, title, enabled, attribution, licence, silentAfterSeconds = null } = source;
  return { id, title, format, mode: enabled ? 'pushed' : 'off', attribution, licence, silentAfterSeconds };
}

/** What the list of feeds starts with; who posts appears with the first post. */
export function feedIdentities(
  sources: readonly Source[],
  polling: 'on' | 'off',
  unread: readonly ReadEntry[] = [],
): FeedIdentity[] {
  const known = sources.flatMap((source): FeedIdentity[] => {
    if (source.kind === 'pushed') return source.format === 'any' ? [] : [pushedIdentity(source, source.format)];
    const mode: FeedStatus['mode'] = isHeard(source, polling)
      ? 'polled'
      : isSubscribed(source, polling)
        ? 'subscribed'
        : 'off';
    const { id, title, format, attribution, licence, problems = [] } = source;
    return [{ id, title, format, mode, attribution, licence, problems, silentAfterSeconds: silenceOf(source) }];
  });
  return [
    ...known,
    ...unread.map(({ id, file, problems }) => ({ id, title: file, format: null, mode: 'off' as const, problems })),
  ];
}
