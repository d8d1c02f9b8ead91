import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { HubError, sha256Hex, TABLET_PREFIX, type NewTablet, type TabletState } from '@hinomi/contracts';
import { networkOf } from '@hinomi/service-kit';
import type { Store } from '@hinomi/store';
import { ACCESS_SETTINGS, type AccessSettings } from '../access-settings.js';
import { makeCode, plainCode, sameDigest } from '../accounts/secrets.js';
import { Standing } from '../accounts/standing.js';
import type { Principal } from '../principal.js';
import { AttemptLimit, PER_ADDRESS } from '../sign-in/attempt-limit.js';
import { TabletRow } from './tablet.entity.js';

const DAY_MS = 86_400_000;
/** A code is printed in the evening and used in the morning; a day later nobody knows where the paper is. */
const CODE_MS = DAY_MS;
/**
 * A tablet that was offline for days, or lay in a cupboard between two disasters of a season, reports on; one that nobody has
 * missed for two months has to be enrolled anew.
 */
const AWAY_MS = 60 * DAY_MS;

/** The tablets of shelters: machines that were enrolled with a code, each bound to its shelters. */
@Injectable()
export class Tablets {
  private readonly wrongCodes = new AttemptLimit(PER_ADDRESS);

  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(Standing) private readonly standing: Standing,
  ) {}

  list(): Promise<TabletRow[]> {
    return this.store.dataSource.manager.find(TabletRow, { order: { createdAt: 'DESC' } });
  }

  async find(id: string): Promise<TabletRow> {
    const row = await this.store.dataSource.manager.findOneBy(TabletRow, { id });
    if (row === null) throw notFound();
    return row;
  }

  /** The code is shown once: in this answer. A tablet sees what whoever enrols it sees of their jurisdiction. */
  async create({ name, shelters }: NewTablet, by: Principal): Promise<{ row: TabletRow; code: string }> {
    const code = makeCode();
    const now = this.settings.now();
    const row = Object.assign(new TabletRow(), {
      id: `${TABLET_PREFIX}${randomUUID()}`,
      ...{ name, shelters, role: 'shelter' as const, agency: by.agency, jurisdiction: by.jurisdiction },
      ...{ disabled: false, revision: 1, createdAt: new Date(now) },
      ...{ codeDigest: sha256Hex(plainCode(code)), codeEndsAt: new Date(now + CODE_MS), secretDigest: null },
      ...{ enrolledBy: by.subject, enrolledByName: by.name, lastUsedAt: null },
    });
    await this.store.durably((rows) => rows.insert(TabletRow, row));
    return { row, code };
  }

  /** The code's one use. Whoever lost the answer asks again with the same secret, and is answered the same. */
  async enrol(code: string, secret: string, address: string): Promise<TabletRow> {
    const network = networkOf(address);
    if (this.wrongCodes.secondsToWait(network) > 0) {
      throw new HubError('tablet.too-many-tries', 'Too many wrong codes came from there: wait a few minutes.');
    }
    const [codeDigest, secretDigest] = [sha256Hex(plainCode(code)), sha256Hex(secret)];
    const row = await this.store.durably(async (rows) => {
      const found = await rows.findOne(TabletRow, { where: { codeDigest }, lock: { mode: 'pessimistic_write' } });
      if (found === null || found.disabled) return null;
      if (found.secretDigest !== null) return sameDigest(found.secretDigest, secretDigest) ? found : null;
      if (found.codeEndsAt.getTime() <= this.settings.now()) return null;
      return rows.save(TabletRow, Object.assign(found, { secretDigest }));
    });
    if (row !== null) return row;
    this.wrongCodes.note(network);
    throw new HubError('tablet.code-invalid', 'The code is wrong, was used already, or has expired.');
  }

  /** It counts no more from now on, at this gateway at once. */
  async revoke(id: string): Promise<TabletRow> {
    const changed = await this.store.durably(async (rows) => {
      const row = await rows.findOne(TabletRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (row === null) throw notFound();
      return rows.save(TabletRow, Object.assign(row, { disabled: true, revision: row.revision + 1 }));
    });
    await this.standing.refresh();
    return changed;
  }

  /** `null` for an unknown tablet or a wrong secret; `revoked` is told to none but the tablet itself. */
  async signIn(id: string, secret: string): Promise<TabletRow | 'revoked' | null> {
    const { store, now } = this.settings;
    const row = store === undefined ? null : await store.dataSource.manager.findOneBy(TabletRow, { id });
    if (store === undefined || row === null || row.secretDigest === null) return null;
    if (!sameDigest(sha256Hex(secret), row.secretDigest)) return null;
    if (tabletState(row, now()) !== 'in-use') return 'revoked';
    const lastUsedAt = new Date(now());
    await store.projected((rows) => rows.update(TabletRow, { id }, { lastUsedAt }));
    return row;
  }

  private get store(): Store {
    if (this.settings.store === undefined) throw new HubError('store.unavailable', 'This process keeps no tablets.');
    return this.settings.store;
  }
}

export function tabletState(
  row: Pick<TabletRow, 'disabled' | 'secretDigest' | 'codeEndsAt' | 'lastUsedAt' | 'createdAt'>,
  nowMs: number,
): TabletState {
  if (row.disabled) return 'revoked';
  if (row.secretDigest === null) return row.codeEndsAt.getTime() <= nowMs ? 'expired' : 'code';
  const lastSeen = row.lastUsedAt ?? row.codeEndsAt;
  return nowMs - lastSeen.getTime() > AWAY_MS ? 'away' : 'in-use';
}

function notFound(): HubError {
  return new HubError('tablet.not-found', 'There is no such tablet.');
}
