import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  DEMO_CLIENTS,
  HubError,
  instantFromMillis,
  sha256Hex,
  WEB_CLIENT,
  type MachineClient,
  type MachineClientChange,
  type MachineClientReply,
  type NewMachineClient,
} from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import { ACCESS_SETTINGS, type AccessSettings } from '../access-settings.js';
import { MachineClientRow } from './machine-client.entity.js';
import { makeSecret, sameDigest } from './secrets.js';
import { Standing } from './standing.js';

/** The machines that may ask this hub for tokens. */
@Injectable()
export class MachineClients {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(Standing) private readonly standing: Standing,
  ) {}

  async list(): Promise<MachineClient[]> {
    const rows = await this.store.dataSource.manager.find(MachineClientRow, { order: { clientId: 'ASC' } });
    return rows.map(toClient);
  }

  /** The secret is shown once: in this answer. */
  async create(wish: NewMachineClient): Promise<MachineClientReply> {
    const secret = makeSecret();
    const row = Object.assign(new MachineClientRow(), {
      ...wish,
      id: randomUUID(),
      secretDigest: sha256Hex(secret),
      disabled: false,
      revision: 1,
      createdAt: new Date(this.settings.now()),
      lastUsedAt: null,
    });
    const { clientId } = wish;
    await this.store.durably(async (rows) => {
      await rows.query('LOCK TABLE access_clients IN SHARE ROW EXCLUSIVE MODE');
      const isOurs = clientId === WEB_CLIENT || Object.hasOwn(DEMO_CLIENTS, clientId);
      if (isOurs || (await rows.existsBy(MachineClientRow, { clientId }))) {
        throw new HubError('account.name-taken', `The name ${clientId} is taken.`);
      }
      await rows.insert(MachineClientRow, row);
    });
    return { client: toClient(row), secret };
  }

  /** What older tokens say is then no longer true, so they end. */
  async change(id: string, { resetSecret, ...wish }: MachineClientChange): Promise<MachineClientReply> {
    const secret = resetSecret ? makeSecret() : undefined;
    const changed = await this.store.durably(async (rows) => {
      const row = await rows.findOne(MachineClientRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (row === null) throw new HubError('account.not-found', 'There is no such client.');
      Object.assign(row, wish, secret === undefined ? {} : { secretDigest: sha256Hex(secret) });
      row.revision++;
      return rows.save(MachineClientRow, row);
    });
    await this.standing.refresh();
    return { client: toClient(changed), ...(secret === undefined ? {} : { secret }) };
  }

  /** `null` for an unknown client, a wrong secret or a disabled client, without saying which. */
  async signIn(clientId: string, secret: string): Promise<MachineClientRow | null> {
    const { store, now } = this.settings;
    if (store === undefined) return null;
    const row = await store.dataSource.manager.findOneBy(MachineClientRow, { clientId, disabled: false });
    if (row === null || !sameDigest(sha256Hex(secret), row.secretDigest)) return null;
    const lastUsedAt = new Date(now());
    await store.projected((rows) => rows.update(MachineClientRow, { id: row.id }, { lastUsedAt }));
    return row;
  }

  private get store(): Store {
    if (this.settings.store === undefined) throw new HubError('store.unavailable', 'This process keeps no clients.');
    return this.settings.store;
  }
}

function toClient(row: MachineClientRow): MachineClient {
  const { id, clientId, name, role, agency, jurisdiction, shelters, disabled, createdAt, lastUsedAt } = row;
  return {
    id,
    clientId,
    name,
    role,
    agency,
    jurisdiction,
    shelters,
    disabled,
    createdAt: instantFromMillis(createdAt.getTime()),
    lastUsedAt: lastUsedAt && instantFromMillis(lastUsedAt.getTime()),
  };
}
