import { Injectable } from '@nestjs/common';

/** Counts what goes out, for the metrics. */
@Injectable()
export class PictureTraffic {
  deltas = 0;
  snapshots = 0;
  notModified = 0;
  refusedSockets = 0;
}
