import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  decodeEvent,
  HubError,
  REALMS,
  thingDecided,
  topicIn,
  typeOf,
  type FeatureV1,
  type LogEntryWrittenV1,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog, type Subscription } from '@hinomi/event-log';
import { logOf, Waiting } from '@hinomi/service-kit';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { Pictures } from '../picture/pictures.js';
import { AutoFacts } from './auto-facts.js';
import { Chronology } from './chronology.js';
import { deriveAutoEntry, deriveDecisionEntry } from './derive-auto-entry.js';
import { type LogBook, type LastAuto } from './log-book.js';

const log = logOf('gateway');
/** Of one append: a list that opens all shelters of a prefecture takes a few. */
const MOST_AT_ONCE = 200;
/** Facts of one moment go to the log together; nobody reads the book this fast. */
const GATHER_MS = 250;
const RETRY_MS = 2_000;
const READ_BACK_MS = 10_000;

/**
 * Writes facts of the picture and of operators' decisions into the log book. Every gateway does so; entries of one fact have one id, so
 * the book has it once. What the book says already is not written again, also after a restart.
 */
@Injectable()
export class AutoEntries implements OnModuleInit, OnModuleDestroy {
  private readonly pending: Record<Realm, LogEntryWrittenV1[]> = { real: [], drill: [] };
  private readonly running: Partial<Record<Realm, Promise<void>>> = {};
  private tails: Subscription[] = [];
  private isClosing = false;
  private readonly closing = new Waiting();

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(Chronology) private readonly chronology: Chronology,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {
    for (const picture of pictures.all) {
      const facts = new AutoFacts();
      picture.hear((applied, record) => {
        const fact = facts.note(applied, record);
        if (fact !== null && this.isOurs(fact.feature)) this.write(picture.realm, deriveAutoEntry(fact));
      });
    }
  }

  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(
      REALMS.map((realm) => this.log.tail(topicIn(realm, 'decisions'), [], (record) => this.decided(realm, record))),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosing = true;
    this.closing.wake();
    await Promise.all([...this.tails.map((tail) => tail.stop()), ...Object.values(this.running)]);
  }

  /** Everything that was heard so far is written. */
  get isIdle(): boolean {
    return Object.keys(this.running).length === 0;
  }

  /** A headquarters with an area of its own writes down what touches it; one without, everything. */
  private isOurs({ areaCodes }: FeatureV1): boolean {
    const { homeArea } = this.settings.status();
    if (homeArea === null || areaCodes.length === 0) return true;
    return areaCodes.some((code) => code.startsWith(homeArea) || homeArea.startsWith(code));
  }

  private decided(realm: Realm, record: LogRecord): void {
    if (typeOf(record) !== thingDecided.type) return;
    try {
      const { data } = decodeEvent(thingDecided, record);
      const { memory } = this.pictures.of(realm);
      const entry = deriveDecisionEntry(data, (id) => {
        const properties = memory.findAnswering(id)?.feature.properties;
        return properties?.type === 'thing' ? properties.name : id;
      });
      if (entry !== null) this.write(realm, entry);
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
    }
  }

  private write(realm: Realm, entry: LogEntryWrittenV1): void {
    this.pending[realm].push(entry);
    this.running[realm] ??= this.drain(realm).finally(() => {
      delete this.running[realm];
    });
  }

  private async drain(realm: Realm): Promise<void> {
    await this.chronology.whenRead();
    const book = this.chronology.of(realm);
    while (this.pending[realm].length > 0 && !this.isClosing) {
      await this.pauses(GATHER_MS);
      if (this.isClosing) break;
      const taken = this.pending[realm].slice(0, MOST_AT_ONCE);
      const batch = newOnes(taken, book);
      try {
        const last = await this.chronology.appendAll(realm, batch);
        await this.chronology.reaches(realm, last + 1, READ_BACK_MS);
        // Others may have come meanwhile.
        this.pending[realm].splice(0, taken.length);
      } catch (error) {
        log.error('the log book waits for the log', { realm, waiting: this.pending[realm].length, error });
        await this.pauses(RETRY_MS);
      }
    }
  }

  private async pauses(forMs: number): Promise<void> {
    await this.closing.until(() => this.isClosing, forMs);
  }
}

/** Those the book does not have: a later change than the last one it tells of the same thing, and another state. */
export function newOnes(entries: readonly LogEntryWrittenV1[], book: Pick<LogBook, 'lastAuto'>): LogEntryWrittenV1[] {
  const told = new Map<string, LastAuto>();
  return entries.filter(({ auto }) => {
    if (auto === null) return false;
    const last = told.get(auto.about) ?? book.lastAuto(auto.about);
    if (last === null ? auto.state === 'over' : auto.offset <= last.offset || auto.state === last.state) return false;
    told.set(auto.about, auto);
    return true;
  });
}
