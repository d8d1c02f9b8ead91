import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { instantFromMillis, REALMS, type DecisionId, type Realm } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import { ulid } from 'ulid';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { Pictures } from '../picture/pictures.js';
import { DecisionShelf, type HazardNote } from './decision-shelf.js';

const log = logOf('gateway');

/** One report may take a feature away and bring another: only what stays less severe for so long has eased. */
const EASED_AFTER_MS = 10_000;
const NO_NOTES: ReadonlySet<DecisionId> = new Set();

/** Who says so: the hub itself. */
const BY_THE_HUB = { subject: 'hub:gateway', name: 'Hinomi' };

/**
 * A note that somebody took of a hazard ends with it, and eases with it: many warnings keep their id for years, and the next time is
 * another alarm. It is on the log, so it outlives a restart; of several gateways each may say it, which changes nothing.
 */
@Injectable()
export class EasedAlarms implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private suspected: ReadonlySet<DecisionId> = NO_NOTES;
  private work: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DecisionShelf) private readonly shelf: DecisionShelf,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.work = this.work.then(() => this.look()).catch((error: unknown) => log.error('eased alarms', { error }));
    }, this.settings.easedAfterMs ?? EASED_AFTER_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.work;
  }

  /** What is less severe at two looks in a row has eased. */
  private async look(): Promise<void> {
    const suspected = new Set<DecisionId>();
    for (const realm of REALMS) {
      for (const note of this.eased(realm)) {
        if (this.suspected.has(note.decisionId)) await this.ease(note);
        else suspected.add(note.decisionId);
      }
    }
    this.suspected = suspected;
  }

  private eased(realm: Realm): (HazardNote & { now: number })[] {
    const { levels, isCaughtUp } = this.pictures.of(realm);
    if (!isCaughtUp) return [];
    return this.shelf.hazardNotes(realm).flatMap((note) => {
      const now = levels.severityOf(note.hazard);
      return now < note.severity ? [{ ...note, now }] : [];
    });
  }

  private async ease({ decisionId, exercise, now }: HazardNote & { now: number }): Promise<void> {
    const nowMs = (this.settings.now ?? Date.now)();
    await this.shelf.append({
      decisionId: ulid(nowMs) as DecisionId,
      decision: { is: 'eased', decisionId, severity: now },
      note: '',
      by: BY_THE_HUB,
      at: instantFromMillis(nowMs),
      exercise,
    });
  }
}
