import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HubError, REALMS, type AuditVerification, type Realm } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';
import { rememberedOf, verifyAudit } from '../audit/verify-audit.js';
import { Care } from '../care/care.js';
import { ReceiveRecord } from '../care/receive-record.js';
import { tellAgain } from '../counts/count-person.js';
import { readErased } from '../keys/erased-persons.js';
import { DeriveAnew, type Swept } from '../needs/sweep-needs.js';
import { NeedsDesk } from '../needs/needs-desk.js';
import { OutboxSender } from '../outbox/outbox-sender.js';
import { PHR_SETTINGS, type PhrSettings } from '../phr-settings.js';
import { PublishNeeds } from '../publish/publish-needs.js';
import { TaskDesk } from '../tasks/task-desk.js';
import { openVaults, type Vaults } from '../vault/open-vaults.js';
import type { RealmVault } from '../vault/realm-vault.js';
import { OURSELVES, REAL_DISASTER, type Actor } from '../vault/vault-change.js';
import { ShelterPlaces } from './shelter-places.js';

const log = logOf('phr');

/** A publication is due at a fixed time; nobody waits for it longer than this. */
const LOOK_FOR_PUBLICATION_MS = 30_000;
const VERIFY_EVERY_MS = 60 * 60_000;
/** Rules count in days and hours; what is due sooner is known by its minute. */
const DERIVE_ALL_EVERY_MS = 60 * 60_000;
const DERIVE_DUE_EVERY_MS = 30_000;

/** Opens the vaults, keeps their outboxes empty, publishes when it is time, and looks whether the audit is whole. */
@Injectable()
export class VaultHost implements OnModuleInit, OnModuleDestroy {
  readonly receiving: ReceiveRecord;
  readonly care: Care;
  readonly needs: NeedsDesk;
  readonly tasks: TaskDesk;
  private readonly deriving: DeriveAnew;
  private readonly publishing: PublishNeeds;
  private vaults: Vaults | null = null;
  private senders: readonly (readonly [Realm, OutboxSender])[] = [];
  private timers: NodeJS.Timeout[] = [];
  private stopping = false;
  private working: Promise<unknown> = Promise.resolve();
  private readonly verified = new Map<Realm, AuditVerification>();

  constructor(
    @Inject(PHR_SETTINGS) private readonly settings: PhrSettings,
    @Inject(EVENT_LOG) private readonly eventLog: EventLog,
    @Inject(ShelterPlaces) private readonly places: ShelterPlaces,
  ) {
    this.receiving = new ReceiveRecord(settings);
    const { version } = settings.rules;
    const nameOf = (shelter: string): string | null => places.titleOf(shelter);
    this.care = new Care(version, nameOf);
    this.needs = new NeedsDesk(this.care, version);
    this.tasks = new TaskDesk(this.care, version, nameOf);
    this.deriving = new DeriveAnew(settings, settings.shared);
    this.publishing = new PublishNeeds(settings);
  }

  async onModuleInit(): Promise<void> {
    const vaults = await openVaults(this.settings);
    for (const realm of REALMS) await this.afterRestore(vaults[realm]);
    this.vaults = vaults;
    this.senders = REALMS.map((realm) => [realm, new OutboxSender(vaults[realm], this.eventLog, this.settings.shared)]);
    for (const [, sender] of this.senders) sender.start();
    // Before what is published next, which says what is so now.
    this.repeat(() => this.deriveAnew('all'), DERIVE_ALL_EVERY_MS);
    this.repeat(() => this.deriveAnew('due'), DERIVE_DUE_EVERY_MS);
    this.repeat(() => this.publishDue(), LOOK_FOR_PUBLICATION_MS);
    this.repeat(() => this.verifyAll(), VERIFY_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.working;
    await Promise.all(this.senders.map(([, sender]) => sender.stop()));
  }

  of(realm: Realm): RealmVault {
    if (this.vaults === null)
      throw new HubError('vault.unavailable', 'The vault is not open yet.', { retryable: true });
    return this.vaults[realm];
  }

  /** Runs an act of a care team; that rows were found to be somebody else's is written down, and told. */
  async guarded<T>(realm: Realm, who: Actor, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof HubError && error.code === 'vault.tampered') await this.noteTampering(realm, who);
      throw error;
    } finally {
      this.wake(realm);
    }
  }

  /** Something was put in the outbox. */
  wake(realm: Realm): void {
    for (const [of, sender] of this.senders) if (of === realm) sender.wake();
  }

  async publishDue(): Promise<void> {
    for (const realm of REALMS) {
      const made = await this.publishing.publish(this.of(realm), {
        open: (run) => this.places.open(run),
        find: (shelter) => this.places.placeOf(shelter),
      });
      if (made) this.wake(realm);
    }
  }

  /** Needs as they follow from the records now: of everybody, or of those whose time has come. */
  async deriveAnew(whose: 'all' | 'due'): Promise<void> {
    for (const realm of REALMS) {
      const [vault, isStopping] = [this.of(realm), () => this.stopping];
      const swept: Swept = await this.deriving[whose](vault, isStopping);
      if (swept.changed > 0) {
        this.wake(realm);
        log.info('derived needs anew', { realm, ...swept });
      }
      if (swept.failed > 0) log.error('needs could not be derived anew', { realm, ...swept });
    }
  }

  async verify(realm: Realm): Promise<AuditVerification> {
    const verification = await verifyAudit(this.of(realm), this.eventLog);
    this.verified.set(realm, verification);
    if (!verification.intact) log.error('the audit of the vault is not whole', { realm, faults: verification.faults });
    return verification;
  }

  /** What was found last; null before the first look. */
  lastVerified(realm: Realm): AuditVerification | null {
    return this.verified.get(realm) ?? null;
  }

  async waiting(realm: Realm): Promise<number> {
    return this.of(realm).look((change) => change.outbox.count());
  }

  /**
   * An old copy of the database knows persons who were erased since, as the log tells, or the list that a restore leaves beside the
   * keys: they are erased again before anybody can ask. And it counts
   * what was so then: that is said again, since the log has newer counts which nothing stands for any more.
   */
  private async afterRestore(vault: RealmVault): Promise<void> {
    const { realm } = vault;
    const { seq, erased } = await rememberedOf(this.eventLog, realm);
    const toldBeside = (await readErased(this.settings.keyDir))[realm];
    const isOld = await vault.look(async (change) => change.head.seq < seq);
    for (const id of new Set([...erased, ...toldBeside])) {
      const person = await vault.look((change) => change.persons.find(id));
      if (person === null || person.status === 'erased') continue;
      await this.care.erase(vault, OURSELVES, id, 'restored-from-backup');
      log.warn('a person who had been erased was in the database again and is erased again', { realm });
    }
    if (!isOld) return;
    log.error('the database of the vault is older than what it told: an old copy was put back', { realm });
    await vault.change((change) => tellAgain(change, this.settings.rules.version));
  }

  private async noteTampering(realm: Realm, who: Actor): Promise<void> {
    const note = this.of(realm).change((change) => change.audit(who, REAL_DISASTER, { action: 'found-tampered' }));
    // Where the chain itself was changed nothing can be added; the error that follows says so.
    await note.catch((error: unknown) =>
      log.error('a change of the vault’s rows could not be written down', { realm, error }),
    );
  }

  private async verifyAll(): Promise<void> {
    for (const realm of REALMS) await this.verify(realm);
  }

  private repeat(work: () => Promise<void>, everyMs: number): void {
    const run = (): void => {
      this.working = this.working
        .then(work)
        .catch((error: unknown) => log.error('the vault could not do what is due', { error }));
    };
    this.timers.push(setInterval(run, everyMs).unref());
    run();
  }
}
