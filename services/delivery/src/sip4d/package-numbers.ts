import { instantFromMillis, type Instant } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import { PackageRow } from './package.entity.js';

/** What SIP4D-ZIP allows (sip4d 3.2). */
export const LAST_REPORT = 9_999;

export interface PackageNumber {
  report: number;
  updated: Instant;
}

/** Numbers of reports: the same content has the same number and time, whoever asks whenever, in whatever process. */
export class PackageNumbers {
  constructor(private readonly store: Store) {}

  /** After the last number comes the first again. */
  numberOf(ttid: string, audience: string, digest: string, nowMs: number): Promise<PackageNumber> {
    return this.store.durably(async (rows) => {
      const now = new Date(nowMs);
      await rows.query(
        `insert into delivery_packages (ttid, audience, digest, report, updated) values ($1, $2, $3, 1, $4)
         on conflict do nothing`,
        [ttid, audience, digest, now],
      );
      const key = { ttid, audience };
      const known = await rows.findOneOrFail(PackageRow, { where: key, lock: { mode: 'pessimistic_write' } });
      if (known.digest === digest) return { report: known.report, updated: instantFromMillis(known.updated.getTime()) };
      const report = known.report >= LAST_REPORT ? 1 : known.report + 1;
      await rows.update(PackageRow, key, { digest, report, updated: now });
      return { report, updated: instantFromMillis(nowMs) };
    });
  }
}
