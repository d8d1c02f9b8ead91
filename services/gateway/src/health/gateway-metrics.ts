import type { Metric } from '@hinomi/service-kit';
import type { Histories } from '../history/histories.js';
import type { LivePicture } from '../picture/live-picture.js';
import type { PictureTraffic } from '../picture/picture-traffic.js';

/** What the gateway says about itself. */
export function gatewayMetrics(
  pictures: readonly LivePicture[],
  histories: Pick<Histories, 'all' | 'droppedCount'>,
  traffic: PictureTraffic,
  socketCount: number,
  presentCount: number,
): Metric[] {
  const perRealm = (
    name: string,
    help: string,
    type: Metric['type'],
    valueOf: (picture: LivePicture) => number,
  ): Metric => ofRealms(pictures, name, help, type, valueOf);
  const total = (name: string, help: string, type: Metric['type'], value: number): Metric => ({
    name,
    help,
    type,
    samples: [{ value }],
  });
  const positions = new Map(pictures.map(({ realm, memory }) => [realm, memory.position]));
  const nextOf = (position: { nextOffset: number } | null): number => position?.nextOffset ?? 0;
  return [
    perRealm('picture_features', 'Features in the picture now.', 'gauge', ({ memory }) => memory.size),
    perRealm('picture_position', 'Records of the picture topic read.', 'gauge', ({ memory }) => memory.position),
    perRealm('picture_unreadable_total', 'Records passed over.', 'counter', (picture) => picture.unreadableCount),
    perRealm('audiences', 'Groups of sockets with one interest.', 'gauge', ({ audiences }) => audiences.all.length),
    perRealm('slow_sockets', 'Sockets whose deltas are being merged.', 'gauge', ({ audiences }) =>
      audiences.all.reduce((sum, audience) => sum + audience.heldCount, 0),
    ),
    ofRealms(histories.all, 'history_position', 'Records of the picture in the history.', 'gauge', ({ position }) =>
      nextOf(position),
    ),
    ofRealms(
      histories.all,
      'history_lag_records',
      'Records in the picture and not yet in the history.',
      'gauge',
      ({ realm, position }) => Math.max(0, (positions.get(realm) ?? 0) - nextOf(position)),
    ),
    ofRealms(
      histories.all,
      'history_versions_total',
      'Versions written by this process.',
      'counter',
      (one) => one.versionCount,
    ),
    ofRealms(
      histories.all,
      'history_unreadable_total',
      'Versions the history lacks.',
      'counter',
      (one) => one.unreadableCount,
    ),
    ofRealms(histories.all, 'history_failures_total', 'Batches tried again.', 'counter', (one) => one.failureCount),
    total('history_dropped_total', 'Versions dropped as too old.', 'counter', histories.droppedCount),
    total('sockets', 'Sockets signed in.', 'gauge', socketCount),
    total('consoles_present', 'Consoles of headquarters known to be open.', 'gauge', presentCount),
    total('sockets_refused_total', 'Sockets without a good token.', 'counter', traffic.refusedSockets),
    total('deltas_sent_total', 'Deltas encoded and sent, one per audience.', 'counter', traffic.deltas),
    total('snapshots_total', 'Snapshots answered in full.', 'counter', traffic.snapshots),
    total('snapshots_not_modified_total', 'Snapshots the client already had.', 'counter', traffic.notModified),
  ];
}

function ofRealms<T extends { realm: string }>(
  sources: readonly T[],
  name: string,
  help: string,
  type: Metric['type'],
  valueOf: (source: T) => number,
): Metric {
  return { name, help, type, samples: sources.map((one) => ({ labels: { realm: one.realm }, value: valueOf(one) })) };
}
