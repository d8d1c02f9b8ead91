import { Inject, Injectable } from '@nestjs/common';
import { sha256Hex, type Account, type NewAccount } from '@hinomi/contracts';
import { ACCESS_SETTINGS, type AccessSettings } from '../access-settings.js';
import { Accounts } from '../accounts/accounts.js';
import { makeSecret } from '../accounts/secrets.js';
import { IssuerKeyRow } from '../issuer/issuer-key.entity.js';

/** How a hub without accounts gets its first: by an address that only whoever started it has seen. */
@Injectable()
export class FirstAdministrator {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(Accounts) private readonly accounts: Accounts,
  ) {}

  /**
   * The address to print at start; `null` on a hub that has accounts, or needs none. Every start makes a code of its own,
   * kept as a digest; all of them end with the first account.
   */
  async setupAddress(): Promise<string | null> {
    const { store, external, demonstration, issuer, now } = this.settings;
    if (store === undefined || external !== undefined || demonstration || !(await this.accounts.isEmpty())) return null;
    const code = makeSecret();
    const row = { id: setupId(code), kind: 'setup' as const, content: {}, createdAt: new Date(now()) };
    await store.durably((rows) => rows.insert(IssuerKeyRow, row));
    return `${issuer()}/sign-in/setup?code=${code}`;
  }

  async knows(code: string): Promise<boolean> {
    const { store } = this.settings;
    if (store === undefined || !(await this.accounts.isEmpty())) return false;
    return store.dataSource.manager.existsBy(IssuerKeyRow, { id: setupId(code), kind: 'setup' });
  }

  /** `null` when the code is not one, or somebody was faster. */
  async make(code: string, wish: Pick<NewAccount, 'username' | 'name'>, password: string): Promise<Account | null> {
    if (!(await this.knows(code))) return null;
    return this.accounts.createFirst(wish, password, (rows) => rows.delete(IssuerKeyRow, { kind: 'setup' }));
  }
}

function setupId(code: string): string {
  return `setup ${sha256Hex(code)}`;
}
