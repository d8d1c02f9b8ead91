import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  compareDecisions,
  decodeEvent,
  encodeEvent,
  HubError,
  realmOf,
  REALMS,
  thingDecided,
  thingDecidedId,
  topicIn,
  traceIdOf,
  typeOf,
  type DecisionEntry,
  type DecisionId,
  type LogRecord,
  type Realm,
  type RunId,
  type ThingDecidedV1,
} from '@hinomi/contracts';
import { EVENT_LOG, tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';

const log = logOf('gateway');

/** What operators decided of things, folded from the log of both worlds; every gateway reads all of it. */
@Injectable()
export class DecisionShelf implements OnModuleInit, OnModuleDestroy {
  private readonly decided: Readonly<Record<Realm, Map<DecisionId, ThingDecidedV1>>> = {
    real: new Map(),
    drill: new Map(),
  };
  private tails: Subscription[] = [];

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(
      REALMS.map((realm) => tailToEnd(this.log, topicIn(realm, 'decisions'), [], (record) => this.take(realm, record))),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  /** Resolves when the decision is on the log. */
  async append(data: ThingDecidedV1): Promise<void> {
    const realm = realmOf(data);
    const id = thingDecidedId(data);
    const { decisionId, at, exercise } = data;
    const trace = traceIdOf(id);
    const event = { id, source: 'hub:gateway', subject: decisionId, time: at, exercise, trace, data };
    await this.log.append(topicIn(realm, 'decisions'), [encodeEvent(thingDecided, event)]);
    // Whoever has the answer may ask for the list at once, before the tail brings it.
    this.decided[realm].set(decisionId, data);
    log.info('decided of things', { decision: decisionId, is: data.decision.is, realm, by: data.by.subject });
  }

  /** Newest first; withdrawals, and that a noted hazard eased, stand with what they are about. */
  list(realm: Realm): DecisionEntry[] {
    const all = [...this.decided[realm].values()].sort(compareDecisions);
    const withdrawn = new Map<DecisionId, DecisionEntry['withdrawn']>();
    const eased = new Map<DecisionId, number>();
    for (const { decision, by, at } of all) {
      if (decision.is === 'eased') eased.set(decision.decisionId, easedTo(eased, decision));
      const isOver = decision.is === 'withdraw' || (decision.is === 'eased' && decision.severity === 0);
      if (isOver && !withdrawn.has(decision.decisionId)) withdrawn.set(decision.decisionId, { by, at });
    }
    return all
      .filter(({ decision }) => decision.is !== 'withdraw' && decision.is !== 'eased')
      .map((decided) => ({
        ...decided,
        decision: asEased(decided, eased),
        withdrawn: withdrawn.get(decided.decisionId) ?? null,
      }))
      .reverse();
  }

  /** Notes taken of hazards that still count. */
  hazardNotes(realm: Realm): HazardNote[] {
    return this.list(realm).flatMap(({ decision, decisionId, exercise, withdrawn }) =>
      decision.is === 'acknowledged' && decision.severity !== undefined && withdrawn === null
        ? [{ decisionId, hazard: decision.thing, severity: decision.severity, exercise }]
        : [],
    );
  }

  /** `decision.not-found` for what nobody decided. */
  find(id: string): DecisionEntry {
    for (const realm of REALMS) {
      const found = this.list(realm).find(({ decisionId }) => decisionId === id);
      if (found !== undefined) return found;
    }
    throw new HubError('decision.not-found', `Nothing was decided under ${id}.`);
  }

  /** A record of another making stays on the log; it must not keep a gateway from starting. */
  private take(realm: Realm, record: LogRecord): void {
    if (typeOf(record) !== thingDecided.type) return;
    try {
      const { data } = decodeEvent(thingDecided, record);
      this.decided[realm].set(data.decisionId, data);
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
    }
  }
}

/** What somebody noted of a hazard; it holds for nothing worse than `severity`. */
export interface HazardNote {
  decisionId: DecisionId;
  hazard: string;
  severity: number;
  exercise: RunId | null;
}

function easedTo(
  known: ReadonlyMap<DecisionId, number>,
  { decisionId, severity }: { decisionId: DecisionId; severity: number },
): number {
  return Math.min(known.get(decisionId) ?? severity, severity);
}

/** A note as far as it still holds; one that is over keeps what it said last. */
function asEased(
  { decision, decisionId }: ThingDecidedV1,
  eased: ReadonlyMap<DecisionId, number>,
): ThingDecidedV1['decision'] {
  const to = eased.get(decisionId);
  if (to === undefined || to === 0 || decision.is !== 'acknowledged' || decision.severity === undefined)
    return decision;
  return { ...decision, severity: Math.min(decision.severity, to) };
}
