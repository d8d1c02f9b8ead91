import { HubError, millisOf } from '@hinomi/contracts';
import { tellAgain } from '../counts/count-person.js';
import { Persons, type OpenPerson } from '../person/persons.js';
import type { PersonCard } from '../person/person-card.js';
import type { RealmVault } from '../vault/realm-vault.js';
import { OURSELVES, type VaultChange } from '../vault/vault-change.js';
import { recountAs } from './apply-decision.js';
import { recordsOf } from './records-of.js';
import { derivedAnew, dueAt, isNewerEdition, standsAsBefore, type Deriving } from './stands.js';

/** Persons looked at in one read, so that nobody who opens a record waits for long. */
const AT_ONCE = 20;

/** What a sweep found. */
export interface Swept {
  looked: number;
  changed: number;
  /** Changed by somebody else meanwhile. */
  unchanged: number;
  /** Whose rows are not the vault's own, or whose records these rules cannot be derived from. */
  failed: number;
}

/**
 * Keeps what persons count for true as time passes and rules change: supplies run out, a need that was met is open again, a new edition of the
 * rules finds more. Each person is a change of their own with count, event and audit, and is saved only where something is different; a sweep
 * that was cut off, or that runs in two processes, finds the rest or nothing to do.
 */
export class DeriveAnew {
  /** `shared`: processes of different editions may run beside each other for a while; then the newer one stands. */
  constructor(
    private readonly rules: Deriving,
    private readonly shared: boolean,
  ) {}

  /** Everybody. `isStopping` ends it early. */
  async all(vault: RealmVault, isStopping: () => boolean = () => false): Promise<Swept> {
    const ids = await vault.look((change) => change.persons.ids());
    const swept = await this.some(vault, ids, isStopping);
    const { version } = this.rules.rules;
    const told = swept.failed > 0 || isStopping() ? [] : await vault.look((change) => change.tallies.editions());
    if (told.some((edition) => edition !== version && !(this.shared && isNewerEdition(edition, version))))
      await vault.change((change) => tellAgain(change, version, 'of-another-edition'));
    return swept;
  }

  /** Those whose time has come. */
  due(vault: RealmVault, isStopping?: () => boolean): Promise<Swept> {
    return this.some(vault, vault.due(), isStopping);
  }

  private async some(vault: RealmVault, ids: readonly string[], isStopping = () => false): Promise<Swept> {
    const swept: Swept = { looked: 0, changed: 0, unchanged: 0, failed: 0 };
    for (let from = 0; from < ids.length && !isStopping(); from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      const stale = await vault.look((change) => this.staleOf(vault, change, some));
      swept.looked += some.length;
      for (const id of stale) swept[await this.deriveOne(vault, id)] += 1;
    }
    return swept;
  }

  /** Who of them stands differently now. Says of the others when they are due next. */
  private async staleOf(vault: RealmVault, change: VaultChange, ids: readonly string[]): Promise<string[]> {
    const stale: string[] = [];
    for (const id of ids) {
      try {
        const found = await this.look(change, id);
        if (found?.card) stale.push(id);
        const due = found === null ? null : dueAt(found.person.card, change.at);
        vault.expect(id, due === null ? null : millisOf(due));
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        // Somebody may have changed them while they were read: looked at again with the vault held.
        stale.push(id);
      }
    }
    return stale;
  }

  /** One person's rows must not keep everybody else from being counted rightly. */
  private async deriveOne(vault: RealmVault, id: string): Promise<'changed' | 'unchanged' | 'failed'> {
    try {
      return (await vault.change((change) => this.derive(change, id))) ? 'changed' : 'unchanged';
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      vault.expect(id, null);
      return 'failed';
    }
  }

  private async derive(change: VaultChange, id: string): Promise<boolean> {
    const found = await this.look(change, id);
    if (!found?.card) return false;
    const { person, card } = found;
    await recountAs(change, person, card, this.rules.rules.version);
    const { shelter } = person.row;
    await new Persons(change).save(OURSELVES, person, card, { action: 'derived-anew', shelter });
    return true;
  }

  /** `card`: how they stand now, where that is something else than before. Null for whoever was erased. */
  private async look(change: VaultChange, id: string): Promise<{ person: OpenPerson; card: PersonCard | null } | null> {
    const row = await change.persons.find(id);
    if (row === null || row.status === 'erased') return null;
    const person = await new Persons(change).open(id);
    if (person === null) return null;
    const { card: before } = person;
    const { rulesVersion } = before;
    if (this.shared && rulesVersion !== undefined && isNewerEdition(rulesVersion, this.rules.rules.version))
      return { person, card: null };
    const card = derivedAnew(before, await recordsOf(change, person), this.rules, change.at);
    return { person, card: standsAsBefore(before, card) ? null : card };
  }
}
