import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  instantFromMillis,
  REALMS,
  topicIn,
  type Instant,
  type LogRecord,
  type NewRecord,
  type Realm,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog, type Subscription } from '@hinomi/event-log';
import { reportedShelter } from './report-ids.js';
import { SHELTER_SETTINGS, type ShelterSettings } from '../shelter-settings.js';

/** The header that names what a device made: a report's or a place's ULID. */
export const MADE = 'made';

/** A tablet that was away for longer sends again what the picture merges anyway. */
const RESENT_DAYS = 30;
/** Some megabytes; the oldest half goes first. */
const MOST = 500_000;
const DAY_MS = 86_400_000;

/** What devices made that is on the log already, of this process and of any other. */
@Injectable()
export class KnownReports implements OnModuleInit, OnModuleDestroy {
  private readonly made = new Set<string>();
  private readonly subjects = new Set<string>();
  /** What was reported of, by the id that the device knew it under; an id too long for a subject is not told. */
  private readonly byShelter = new Map<string, { reports: number; lastAt: Instant }>();
  private tails: Subscription[] = [];

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SHELTER_SETTINGS) private readonly settings: ShelterSettings,
  ) {}

  /** Knows what is on the log by the time this resolves. */
  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(REALMS.map((realm) => this.follow(realm)));
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  has(made: string): boolean {
    return this.made.has(made);
  }

  /** Something was told under this subject. */
  hasSubject(subject: string): boolean {
    return this.subjects.has(subject);
  }

  add({ headers }: NewRecord): void {
    const { [MADE]: made, ce_subject: subject } = headers;
    if (made === undefined || subject === undefined) return;
    if (!this.made.has(made)) this.count(subject, headers['ce_time']);
    this.made.add(made);
    this.subjects.add(subject);
    for (const kept of [this.made, this.subjects, this.byShelter]) if (kept.size > MOST) forgetOldest(kept);
  }

  reportsByShelter(): IterableIterator<[string, { reports: number; lastAt: Instant }]> {
    return this.byShelter.entries();
  }

  private count(subject: string, time = ''): void {
    const shelter = reportedShelter(subject);
    if (shelter === null) return;
    const { reports = 0, lastAt = '' } = this.byShelter.get(shelter) ?? {};
    this.byShelter.set(shelter, { reports: reports + 1, lastAt: (time > lastAt ? time : lastAt) as Instant });
  }

  private async follow(realm: Realm): Promise<Subscription> {
    const topic = topicIn(realm, 'shelters');
    const take = (record: LogRecord): void => this.add(record);
    const end = await this.log.end(topic);
    const since = instantFromMillis(this.settings.now() - RESENT_DAYS * DAY_MS);
    for await (const record of this.log.read(topic, { since })) take(record);
    return this.log.tail(topic, end, take);
  }
}

function forgetOldest(kept: Set<string> | Map<string, unknown>): void {
  let left = Math.ceil(MOST / 2);
  for (const each of kept.keys()) {
    if (left-- === 0) return;
    kept.delete(each);
  }
}
