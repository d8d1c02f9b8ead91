import type { Metric } from '@hinomi/service-kit';
import type { LivePicture } from '../picture/live-picture.js';
import type { PictureTraffic } from '../picture/picture-traffic.js';

/** What the gateway says about itself. */
export function gatewayMetrics(
  pictures: readonly LivePicture[],
  traffic: PictureTraffic,
  socketCount: number,
): Metric[] {
  const perRealm = (
    name: string,
    help: string,
    type: Metric['type'],
    valueOf: (picture: LivePicture) => number,
  ): Metric => ({
    name,
    help,
    type,
    samples: pictures.map((picture) => ({ labels: { realm: picture.realm }, value: valueOf(picture) })),
  });
  const total = (name: string, help: string, type: Metric['type'], value: number): Metric => ({
    name,
    help,
    type,
    samples: [{ value }],
  });
  return [
    perRealm('picture_features', 'Features in the picture now.', 'gauge', ({ memory }) => memory.size),
    perRealm('picture_position', 'Records of the picture topic read.', 'gauge', ({ memory }) => memory.position),
    perRealm('picture_unreadable_total', 'Records passed over.', 'counter', (picture) => picture.unreadableCount),
    perRealm('audiences', 'Groups of sockets with one interest.', 'gauge', ({ audiences }) => audiences.all.length),
    perRealm('slow_sockets', 'Sockets whose deltas are being merged.', 'gauge', ({ audiences }) =>
      audiences.all.reduce((sum, audience) => sum + audience.heldCount, 0),
    ),
    total('sockets', 'Sockets signed in.', 'gauge', socketCount),
    total('sockets_refused_total', 'Sockets without a good token.', 'counter', traffic.refusedSockets),
    total('deltas_sent_total', 'Deltas encoded and sent, one per audience.', 'counter', traffic.deltas),
    total('snapshots_total', 'Snapshots answered in full.', 'counter', traffic.snapshots),
    total('snapshots_not_modified_total', 'Snapshots the client already had.', 'counter', traffic.notModified),
  ];
}
