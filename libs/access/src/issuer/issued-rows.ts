import { sha256Hex } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { IsNull, LessThan, type EntityManager } from 'typeorm';
import { IssuedRow } from './issued.entity.js';

/** Lost in a power cut, these would end sessions or let a used token be used again. */
const DURABLE = new Set(['Session', 'Grant', 'RefreshToken', 'AuthorizationCode']);
/** Whoever reads the table must not be able to use what is in it: the id is the token itself. */
const SECRET = new Set(['RefreshToken', 'AuthorizationCode']);
const SWEEP_EVERY_MS = 600_000;

/** A refused second use, in the words of the provider; made there, since its library is loaded late. */
export type AlreadyUsed = () => Error;

/** Where the provider keeps what it issued: one table for all its models. */
export class IssuedRows implements Adapter {
  constructor(
    private readonly model: string,
    private readonly store: Store,
    private readonly alreadyUsed: AlreadyUsed,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds?: number): Promise<void> {
    const { jti, ...secretless } = payload;
    const row: Omit<IssuedRow, 'consumedAt'> = {
      model: this.model,
      id: this.keyOf(id),
      accountId: payload.accountId ?? null,
      grantId: payload.grantId ?? null,
      uid: payload.uid ?? null,
      payload: { ...(SECRET.has(this.model) ? secretless : { ...secretless, jti }) },
      expiresAt: expiresInSeconds === undefined ? null : new Date(Date.now() + expiresInSeconds * 1000),
    };
    await this.write(async (rows) => {
      await rows.upsert(IssuedRow, row as never, ['model', 'id']);
      await sweep(rows);
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await this.rows.findOneBy(IssuedRow, { model: this.model, id: this.keyOf(id) });
    return found ? { ...toPayload(found), jti: id } : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const found = await this.rows.findOneBy(IssuedRow, { model: this.model, uid });
    return found ? toPayload(found) : undefined;
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Of two uses at the same moment, at two gateways even, one is refused. */
  async consume(id: string): Promise<void> {
    const key = { model: this.model, id: this.keyOf(id), consumedAt: IsNull() };
    const { affected } = await this.write((rows) => rows.update(IssuedRow, key, { consumedAt: new Date() }));
    if (affected === 0) throw this.alreadyUsed();
  }

  async destroy(id: string): Promise<void> {
    await this.write((rows) => rows.delete(IssuedRow, { model: this.model, id: this.keyOf(id) }));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.write((rows) => rows.delete(IssuedRow, { model: this.model, grantId }));
  }

  private keyOf(id: string): string {
    return SECRET.has(this.model) ? sha256Hex(id) : id;
  }

  private get rows(): EntityManager {
    return this.store.dataSource.manager;
  }

  private write<T>(work: (rows: EntityManager) => Promise<T>): Promise<T> {
    return DURABLE.has(this.model) ? this.store.durably(work) : this.store.projected(work);
  }
}

function toPayload({ payload, consumedAt }: IssuedRow): AdapterPayload {
  return { ...payload, ...(consumedAt === null ? {} : { consumed: Math.floor(consumedAt.getTime() / 1000) }) };
}

let lastSweepMs = 0;

async function sweep(rows: EntityManager): Promise<void> {
  const now = Date.now();
  if (now - lastSweepMs < SWEEP_EVERY_MS) return;
  lastSweepMs = now;
  await rows.delete(IssuedRow, { expiresAt: LessThan(new Date(now)) });
}
