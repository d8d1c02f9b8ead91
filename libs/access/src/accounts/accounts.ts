import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  DEMO_CLIENTS,
  HubError,
  instantFromMillis,
  type Account,
  type AccountChange,
  type AccountReply,
  type NewAccount,
} from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import type { EntityManager } from 'typeorm';
import { ACCESS_SETTINGS, type AccessSettings } from '../access-settings.js';
import { IssuedRow } from '../issuer/issued.entity.js';
import { AccountRow } from './account.entity.js';
import { hashPassword, makePassword, passwordMatches } from './secrets.js';
import { Standing } from './standing.js';

/** The people of this hub. */
@Injectable()
export class Accounts {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(Standing) private readonly standing: Standing,
  ) {}

  async list(): Promise<Account[]> {
    const rows = await this.store.dataSource.manager.find(AccountRow, { order: { username: 'ASC' } });
    return rows.map(toAccount);
  }

  find(id: string): Promise<AccountRow | null> {
    return this.store.dataSource.manager.findOneBy(AccountRow, { id, disabled: false });
  }

  async isEmpty(): Promise<boolean> {
    return (await this.store.dataSource.manager.count(AccountRow)) === 0;
  }

  /** The first password is made here, and shown once: in this answer. */
  async create(wish: NewAccount): Promise<AccountReply> {
    const password = makePassword();
    const row = await this.draft(wish, password);
    await this.store.durably((rows) => insert(rows, row));
    return { account: toAccount(row), password };
  }

  /** The administrator of a hub without accounts; `null` when somebody was faster. */
  async createFirst(
    wish: Pick<NewAccount, 'username' | 'name'>,
    password: string,
    also: (rows: EntityManager) => Promise<unknown>,
  ): Promise<Account | null> {
    const row = await this.draft(
      { ...wish, role: 'admin', agency: null, jurisdiction: null, shelters: null },
      password,
    );
    return this.store.durably(async (rows) => {
      await lock(rows);
      if ((await rows.count(AccountRow)) > 0) return null;
      await insert(rows, row);
      await also(rows);
      return toAccount(row);
    });
  }

  /** What older tokens say is then no longer true, so they end; a disabled account and a new password end sessions too. */
  async change(id: string, { resetPassword, ...wish }: AccountChange): Promise<AccountReply> {
    const password = resetPassword ? makePassword() : undefined;
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const changed = await this.store.durably(async (rows) => {
      await lock(rows);
      const row = await rows.findOneBy(AccountRow, { id });
      if (row === null) throw notFound();
      const wasInCharge = row.role === 'admin' && !row.disabled;
      Object.assign(row, wish, passwordHash === undefined ? {} : { passwordHash });
      row.revision++;
      if (wasInCharge && (row.role !== 'admin' || row.disabled)) await refuseLast(rows, id);
      await rows.save(AccountRow, row);
      if (row.disabled || passwordHash !== undefined) await rows.delete(IssuedRow, { accountId: id });
      return row;
    });
    await this.standing.refresh();
    return { account: toAccount(changed), ...(password === undefined ? {} : { password }) };
  }

  /** `null` for an unknown name, a wrong password or a disabled account, without saying which. */
  async signIn(username: string, password: string): Promise<AccountRow | null> {
    const row = await this.store.dataSource.manager.findOneBy(AccountRow, { username });
    const matches = await passwordMatches(row?.passwordHash ?? null, password);
    if (!matches || row === null || row.disabled) return null;
    const lastSignInAt = new Date(this.settings.now());
    await this.store.projected((rows) => rows.update(AccountRow, { id: row.id }, { lastSignInAt }));
    return row;
  }

  /** A person's own choice; every session of theirs ends. */
  async setPassword(id: string, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.store.durably(async (rows) => {
      await rows.update(AccountRow, { id }, { passwordHash });
      await rows.increment(AccountRow, { id }, 'revision', 1);
      await rows.delete(IssuedRow, { accountId: id });
    });
    await this.standing.refresh();
  }

  private async draft(wish: NewAccount, password: string): Promise<AccountRow> {
    if (Object.hasOwn(DEMO_CLIENTS, wish.username)) throw nameTaken(wish.username);
    return Object.assign(new AccountRow(), {
      ...wish,
      id: randomUUID(),
      passwordHash: await hashPassword(password),
      disabled: false,
      revision: 1,
      createdAt: new Date(this.settings.now()),
      lastSignInAt: null,
    });
  }

  private get store(): Store {
    if (this.settings.store === undefined) throw new HubError('store.unavailable', 'This process keeps no accounts.');
    return this.settings.store;
  }
}

/** Accounts change seldom, and what is checked of the others must still hold when the row is written. */
async function lock(rows: EntityManager): Promise<void> {
  await rows.query('LOCK TABLE access_accounts IN SHARE ROW EXCLUSIVE MODE');
}

async function insert(rows: EntityManager, row: AccountRow): Promise<void> {
  await lock(rows);
  if (await rows.existsBy(AccountRow, { username: row.username })) throw nameTaken(row.username);
  await rows.insert(AccountRow, row);
}

/** Nobody could make accounts any more, on a hub where that is the only way in. */
async function refuseLast(rows: EntityManager, id: string): Promise<void> {
  const others = await rows.findBy(AccountRow, { role: 'admin', disabled: false });
  if (others.some((other) => other.id !== id)) return;
  throw new HubError('account.last-administrator', 'This is the last administrator: make another one first.');
}

function toAccount(row: AccountRow): Account {
  const { id, username, name, role, agency, jurisdiction, shelters, disabled, createdAt, lastSignInAt } = row;
  return {
    id,
    username,
    name,
    role,
    agency,
    jurisdiction,
    shelters,
    disabled,
    createdAt: instantFromMillis(createdAt.getTime()),
    lastSignInAt: lastSignInAt && instantFromMillis(lastSignInAt.getTime()),
  };
}

function nameTaken(name: string): HubError {
  return new HubError('account.name-taken', `The name ${name} is taken.`);
}

function notFound(): HubError {
  return new HubError('account.not-found', 'There is no such account.');
}
