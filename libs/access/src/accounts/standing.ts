import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HubError, TABLET_PREFIX, WEB_CLIENT } from '@hinomi/contracts';
import { In, type EntityManager, type EntityTarget, type FindOptionsWhere } from 'typeorm';
import { ACCESS_SETTINGS, type AccessSettings } from '../access-settings.js';
import type { Principal } from '../principal.js';
import { TabletRow } from '../tablets/tablet.entity.js';
import { AccountRow } from './account.entity.js';
import type { HolderRow } from './holder.entity.js';
import { MachineClientRow } from './machine-client.entity.js';

/** A change made at another gateway counts here this soon; two of them are still below the 5 s that are promised. */
const POLL_MS = 2_000;
/** No token lives longer, so nobody asks about a subject that was silent for so long. */
const FORGET_AFTER_MS = 3_700_000;

/** People by account id, machines and tablets by client id. */
export type Holder = { kind: 'person' | 'machine' | 'tablet'; subject: string };

/** Whose account a principal's token was made from. */
export function holderOf({ subject, clientId }: Pick<Principal, 'subject' | 'clientId'>): Holder {
  if (clientId === WEB_CLIENT) return { kind: 'person', subject };
  return { kind: clientId.startsWith(TABLET_PREFIX) ? 'tablet' : 'machine', subject };
}

interface Known {
  holder: Holder;
  /** `null` = gone or disabled. */
  revision: number | null;
  askedAtMs: number;
}

/**
 * Is a token still what its account is? A change of attributes, a new password or a disabled account makes a new
 * revision, and tokens of an older one are worthless at once here and within seconds at the other gateways of the store.
 * While the store does not answer, what was last known counts: the picture stays up, and tokens are short.
 */
@Injectable()
export class Standing implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(Standing.name);
  private readonly known = new Map<string, Known>();
  private readonly listeners = new Set<(holder: Holder) => void>();
  private timer: NodeJS.Timeout | undefined;
  private storeAnswers = true;

  constructor(@Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings) {}

  onModuleInit(): void {
    if (this.settings.store === undefined) return;
    this.timer = setInterval(() => void this.refresh(), POLL_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Called when a holder's tokens became worthless; returns what ends the listening. */
  onChange(listener: (holder: Holder) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async isCurrent(holder: Holder, revision: number): Promise<boolean> {
    const key = keyOf(holder);
    let known = this.known.get(key);
    if (known === undefined) {
      known = { holder, revision: (await this.read([holder])).get(key) ?? null, askedAtMs: 0 };
      this.known.set(key, known);
    }
    known.askedAtMs = Date.now();
    // Another gateway may have made the revision this token is of.
    if (known.revision !== revision) this.take(known, (await this.read([holder])).get(key) ?? null);
    return known.revision === revision;
  }

  /** Compares with the store: on a timer, and at once when something was changed here. */
  async refresh(): Promise<void> {
    const forgetBefore = Date.now() - FORGET_AFTER_MS;
    for (const [key, { askedAtMs }] of this.known) if (askedAtMs < forgetBefore) this.known.delete(key);
    const all = [...this.known.values()];
    if (all.length === 0) return;
    try {
      const now = await this.read(all.map(({ holder }) => holder));
      this.storeAnswers = true;
      for (const each of all) this.take(each, now.get(keyOf(each.holder)) ?? null);
    } catch (error) {
      if (this.storeAnswers) this.logger.warn(`Accounts cannot be compared with the store: ${String(error)}`);
      this.storeAnswers = false;
    }
  }

  private take(known: Known, revision: number | null): void {
    if (known.revision === revision) return;
    known.revision = revision;
    for (const listener of this.listeners) listener(known.holder);
  }

  private async read(holders: readonly Holder[]): Promise<Map<string, number>> {
    const { store } = this.settings;
    if (store === undefined) return new Map();
    const subjects = (kind: Holder['kind']): string[] =>
      holders.filter((holder) => holder.kind === kind).map(({ subject }) => subject);
    try {
      const rows = store.dataSource.manager;
      const [people, machines, tablets] = await Promise.all([
        standingRows(rows, AccountRow, 'id', subjects('person')),
        standingRows(rows, MachineClientRow, 'clientId', subjects('machine')),
        standingRows(rows, TabletRow, 'id', subjects('tablet')),
      ]);
      return new Map([
        ...people.map(({ id, revision }) => [keyOf({ kind: 'person', subject: id }), revision] as const),
        ...machines.map(({ clientId, revision }) => [keyOf({ kind: 'machine', subject: clientId }), revision] as const),
        ...tablets.map(({ id, revision }) => [keyOf({ kind: 'tablet', subject: id }), revision] as const),
      ]);
    } catch (cause) {
      throw new HubError('store.unavailable', 'The accounts cannot be read now.', { retryable: true, cause });
    }
  }
}

async function standingRows<T extends HolderRow>(
  rows: EntityManager,
  table: EntityTarget<T>,
  column: keyof T,
  subjects: readonly string[],
): Promise<T[]> {
  if (subjects.length === 0) return [];
  return rows.findBy(table, { [column]: In([...subjects]), disabled: false } as FindOptionsWhere<T>);
}

function keyOf({ kind, subject }: Holder): string {
  return `${kind} ${subject}`;
}
