import type { Account, AccountReply, FeatureId, MachineClient, MachineClientReply, Role } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';

export const KINDS = ['persons', 'machines'] as const;
export type Kind = (typeof KINDS)[number];

/** A person's account or a machine's client: administrators do the same things with both. */
export interface Entry {
  id: string;
  kind: Kind;
  /** What it signs in with. */
  signInName: string;
  name: string;
  role: Role;
  agency: string | null;
  jurisdiction: string | null;
  shelters: readonly FeatureId[] | null;
  disabled: boolean;
  lastSeenAt: string | null;
}

export type Attributes = Pick<Entry, 'name' | 'role' | 'agency' | 'jurisdiction' | 'shelters'>;
export type Change = Partial<Attributes & { disabled: boolean }>;

/** A password or secret the hub made: it is shown once and never kept. */
export interface Changed {
  entry: Entry;
  secret: string | null;
}

const PATHS: Record<Kind, string> = { persons: '/api/v1/accounts', machines: '/api/v1/clients' };

export async function listEntries(api: HubApi, kind: Kind): Promise<Entry[]> {
  return kind === 'persons'
    ? (await api.getList<Account>(PATHS.persons, 'accounts')).map(ofPerson)
    : (await api.getList<MachineClient>(PATHS.machines, 'clients')).map(ofMachine);
}

export async function createEntry(
  api: HubApi,
  kind: Kind,
  signInName: string,
  attributes: Attributes,
): Promise<Changed> {
  const named = kind === 'persons' ? { username: signInName } : { clientId: signInName };
  return changedBy(kind, await api.tell('POST', PATHS[kind], { ...named, ...attributes }));
}

export async function changeEntry(api: HubApi, { kind, id }: Entry, change: Change): Promise<Changed> {
  return changedBy(kind, await api.tell('PATCH', `${PATHS[kind]}/${encodeURIComponent(id)}`, change));
}

/** The old password or secret ends with this. */
export async function renewSecret(api: HubApi, { kind, id }: Entry): Promise<Changed> {
  const wish = kind === 'persons' ? { resetPassword: true } : { resetSecret: true };
  return changedBy(kind, await api.tell('PATCH', `${PATHS[kind]}/${encodeURIComponent(id)}`, wish));
}

function changedBy(kind: Kind, reply: AccountReply | MachineClientReply): Changed {
  if (kind === 'persons') {
    const { account, password } = reply as AccountReply;
    return { entry: ofPerson(account), secret: password ?? null };
  }
  const { client, secret } = reply as MachineClientReply;
  return { entry: ofMachine(client), secret: secret ?? null };
}

function ofPerson({ username, lastSignInAt, ...account }: Account): Entry {
  return { ...account, kind: 'persons', signInName: username, lastSeenAt: lastSignInAt };
}

function ofMachine({ clientId, lastUsedAt, ...client }: MachineClient): Entry {
  return { ...client, kind: 'machines', signInName: clientId, lastSeenAt: lastUsedAt };
}

/** What takes a change back again. */
export function undoOf(before: Entry, change: Change): Change {
  return Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof Change]])) as Change;
}
