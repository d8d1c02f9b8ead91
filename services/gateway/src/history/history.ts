import { setTimeout as delay } from 'node:timers/promises';
import type { Policies, Principal } from '@hinomi/access';
import {
  HubError,
  instantFromMillis,
  laterBy,
  openId,
  publicViewId,
  toGeoJson,
  type FeatureHistory,
  type FeatureId,
  type FeatureV1,
  type HistoryReach,
  type InterestV1,
  type PastPicture,
  type PictureChangesV1,
  topicIn,
  type Realm,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { matcherOf, type PlaceOf } from '@hinomi/interest';
import { deriveSpans, type ClockWindow } from './derive-spans.js';
import type { SensorsEveryMs } from './derive-thinned.js';
import type { HistoryRepository } from './history.repository.js';
import { packChanges } from './pack-changes.js';
import type { PastPictureRepository } from './past-picture.repository.js';
import { encodeChangesCursor, type ChangesQuestion } from './read-changes-query.js';
import type { Moments } from './read-moments.js';

/** A question about the past does not wait longer for the present. */
const END_LIMIT_MS = 2_000;
/** Changes in one answer about a stretch of time, and those at the same moment as the last. */
const MAX_CHANGES = 2_000;

export interface HistoryParts {
  kept: HistoryRepository;
  rows: PastPictureRepository;
  log: EventLog;
  policies: Policies;
  placeOf: PlaceOf<FeatureV1>;
  now: () => number;
  /** Resolves once the rows have what this process heard until now, or after the limit in ms. */
  caughtUp: (realm: Realm, limitMs: number) => Promise<void>;
  sensorsEveryMs?: SensorsEveryMs;
}

/** Answers what was, and what was known, for one who may see some of it. */
export class History {
  constructor(private readonly parts: HistoryParts) {}

  async ofFeature(id: string, principal: Principal): Promise<FeatureHistory> {
    const realm = id.startsWith('drill:') ? 'drill' : 'real';
    const reach = await this.reach(realm);
    const answering = await this.parts.rows.answering(realm, id);
    const ids = [id, ...(answering === null ? [] : [answering]), publicViewId(id as FeatureId)];
    const versions = (await this.parts.rows.versionsOf(realm, ...ids)).filter(({ feature }) =>
      this.parts.policies.maySee(principal, feature.label),
    );
    if (versions.length === 0) throw new HubError('feature.not-found', `There is no history of a feature ${id}.`);
    return {
      ...(answering === null ? { id } : { id: answering, askedFor: id }),
      versions: versions.map(({ feature, ...known }) => ({ ...known, feature: toGeoJson(feature) })),
      ...reach,
    };
  }

  async pictureAt(moments: Moments, interest: InterestV1, principal: Principal): Promise<PastPicture> {
    const realm = interest.exercise ? 'drill' : 'real';
    const reach = await this.reach(realm);
    const seen = (await this.parts.rows.pictureAt(realm, moments, interest)).filter(this.sightOf(interest, principal));
    const ids = new Set(seen.map(({ id }) => id));
    // By today's knowledge a place may have stood openly, and have been told of by open sources beside others.
    const features = seen.filter(({ id }) => id === openId(id) || !ids.has(openId(id)));
    return { type: 'FeatureCollection', features: features.map(toGeoJson), ...moments, ...reach };
  }

  /** A stretch of time in pages, each of which holds about `maxChanges` changes at most. */
  async changes(
    question: ChangesQuestion,
    principal: Principal,
    maxChanges: number = MAX_CHANGES,
  ): Promise<PictureChangesV1> {
    const { clock, from, to, interest, after } = question;
    const realm = interest.exercise ? 'drill' : 'real';
    const reach = await this.reach(realm);
    // All pages of an answer are by the same knowledge, whatever is learned while somebody reads them.
    const knownAt = after ? after.knownAt : (question.knownAt ?? reach.historyCompleteTo);
    const rest: ClockWindow = { clock, from: after?.upTo ?? from, upTo: to, knownAt };
    const upTo = (await this.parts.rows.momentAfter(realm, rest, maxChanges)) ?? to;
    const window = { ...rest, upTo };
    const sees = this.sightOf(interest, principal);
    const statements = await this.parts.rows.statementsIn(realm, window, after === null);
    const spans = deriveSpans(statements).filter(({ feature }) => sees(feature));
    return {
      clock,
      from,
      to,
      knownAt: question.knownAt,
      upTo,
      next: upTo < to ? encodeChangesCursor(question, upTo, knownAt) : null,
      ...packChanges(spans, window, after === null),
      ...reach,
    };
  }

  /** The same as of the live picture: what the interest wants, of what may be seen. */
  private sightOf(interest: InterestV1, principal: Principal): (feature: FeatureV1) => boolean {
    const matches = matcherOf(interest);
    return (feature) => this.parts.policies.maySee(principal, feature.label) && matches(feature, this.parts.placeOf);
  }

  /**
   * Asked before the rows are, so that they hold at least what it says. The millisecond that is running may bring more, and
   * so may the one of the last record while others wait.
   */
  private async reach(realm: Realm): Promise<HistoryReach> {
    const { kept, caughtUp, sensorsEveryMs = 0 } = this.parts;
    const now = instantFromMillis(this.parts.now());
    const end = await this.endOf(realm);
    await caughtUp(realm, END_LIMIT_MS);
    const { nextOffset, completeFrom, completeTo } = await kept.position(realm);
    const known = nextOffset >= end ? now : completeTo;
    return {
      historyCompleteFrom: completeFrom,
      historyCompleteTo: known && laterBy(known, -1),
      ...(sensorsEveryMs === 0 ? {} : { sensorsEverySeconds: sensorsEveryMs / 1_000 }),
    };
  }

  /** A log that is away may have gone on: then only what the rows say is certain. */
  private endOf(realm: Realm): Promise<number> {
    const asked = this.parts.log.end(topicIn(realm, 'picture')).then(([end = 0]) => end);
    const late = delay(END_LIMIT_MS, Number.POSITIVE_INFINITY, { ref: false });
    return Promise.race([asked, late]).catch(() => Number.POSITIVE_INFINITY);
  }
}
