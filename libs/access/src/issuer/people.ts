import { Inject, Injectable } from '@nestjs/common';
import { DEMO_CLIENTS, DEMO_SECRET, type DemoClient } from '@hinomi/contracts';
import { ACCESS_SETTINGS, type AccessSettings } from '../access-settings.js';
import type { AccountRow } from '../accounts/account.entity.js';
import { Accounts } from '../accounts/accounts.js';
import { sameText } from '../accounts/secrets.js';
import { demonstrationRole } from './machine-tokens.js';
import type { TokenClaims } from './token-claims.js';

/** A person as the issuer sees them. */
export interface Person {
  id: string;
  username: string;
  claims: TokenClaims;
}

/** Demonstration people by name, as the sign-in page offers them; another hub is nobody. */
export const DEMO_PEOPLE = (Object.keys(DEMO_CLIENTS) as DemoClient[]).filter((name) => DEMO_CLIENTS[name] !== 'hub');

/** Accounts and demonstration people alike: whom the issuer may sign in. */
@Injectable()
export class People {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(Accounts) private readonly accounts: Accounts,
  ) {}

  /** `null` when there is no such account now: sessions and refresh tokens of it end. */
  async find(id: string): Promise<Person | null> {
    if (demonstrationRole(id) !== null) return this.demonstration(id, true);
    const row = await this.accounts.find(id);
    return row && toPerson(row);
  }

  /** `null` without saying why. `nearby` as for machines: demonstration people exist on this machine only. */
  async signIn(username: string, password: string, nearby: boolean): Promise<Person | null> {
    if (demonstrationRole(username) !== null) {
      return sameText(password, DEMO_SECRET) ? this.demonstration(username, nearby) : null;
    }
    const row = await this.accounts.signIn(username, password);
    return row && toPerson(row);
  }

  demonstration(id: string, nearby: boolean): Person | null {
    const role = demonstrationRole(id);
    if (!this.settings.demonstration || !nearby || role === null) return null;
    return { id, username: id, claims: { role, name: id } };
  }
}

function toPerson({ id, username, name, role, agency, jurisdiction, shelters, revision }: AccountRow): Person {
  return { id, username, claims: { role, name, agency, jurisdiction, shelters, rev: revision } };
}
