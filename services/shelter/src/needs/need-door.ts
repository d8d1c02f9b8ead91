import { Inject, Injectable } from '@nestjs/common';
import {
  encodeEvent,
  HubError,
  instantFromMillis,
  realmOf,
  thingDecided,
  thingDecidedId,
  topicIn,
  traceIdOf,
  type NeedOver,
  type Subject,
  type ThingDecidedV1,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import type { KnownShelter } from '../index/derive-entry.js';
import { ShelterIndexes } from '../index/shelter-indexes.js';
import { SHELTER_SETTINGS, type ShelterSettings } from '../shelter-settings.js';

/** Somebody at a shelter says that what another of its devices asked for is done. */
@Injectable()
export class NeedDoor {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(ShelterIndexes) private readonly indexes: ShelterIndexes,
    @Inject(SHELTER_SETTINGS) private readonly settings: ShelterSettings,
  ) {}

  /**
   * Resolves when it is on the log. The same request again is the same decision: the aggregator keeps the first.
   * `feature.not-found` where the shelter asks for no such thing.
   */
  async over(known: KnownShelter, { decisionId, note, words }: NeedOver, by: ThingDecidedV1['by']): Promise<void> {
    const found = this.indexes
      .ofId(known.entry.id)
      .notesOf(known)
      .find(({ need }) => need.note === note);
    if (found === undefined) throw new HubError('feature.not-found', 'This shelter asks for no such thing now.');
    const at = instantFromMillis(this.settings.now());
    const { exercise } = found;
    const decision = { is: 'handled' as const, thing: note as Subject, words, from: 'shelter' as const };
    const data: ThingDecidedV1 = { decisionId, decision, note: '', by, at, exercise };
    const id = thingDecidedId(data);
    const event = { id, source: 'hub:shelter', subject: decisionId, time: at, exercise, trace: traceIdOf(id), data };
    await this.log.append(topicIn(realmOf(data), 'decisions'), [encodeEvent(thingDecided, event)]);
  }
}
