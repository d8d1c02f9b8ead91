import { setImmediate as nextTurn } from 'node:timers/promises';
import { Policies, type Principal } from '@hinomi/access';
import {
  contentDigest,
  HubError,
  instantFromMillis,
  REALMS,
  type InterestV1,
  type Instant,
  type Realm,
} from '@hinomi/contracts';
import { writeCapAlert, writeCapFeed, type CapAlert, type CapFeedEntry } from '@hinomi/formats';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import { matcherOf } from '@hinomi/interest';
import { keepNewest } from '@hinomi/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { DeliveredPictures } from '../picture/delivered-pictures.js';
import { publisherOf } from '../publisher.js';
import { alertFile, identifierIn } from './alert-file.js';
import { CapHistory, OVER_FOR_MS } from './cap-history.js';
import { CapWriter } from './cap-writer.js';
import { deriveCapDrafts, type CapDraft, type CapDrafts } from './derive-cap-drafts.js';
import { writeCapQuery } from './read-cap-query.js';

/** Readers lay a list out; of more than these the newest are told. */
export const MOST_ENTRIES = 1_000;
/** A feed that nothing changed in is looked at again so often, since what is over leaves it. */
const KEPT_MS = 60_000;
/** In a storm something changes all the time: not more than a tenth of this process's time is for one list. */
const LEAST_KEPT_MS = 1_000;
const KEPT_TIMES_MAKING = 10;
const MOST_FEEDS = 200;
const MOST_AREAS_WITH_SHAPES = 5;
const MOST_AUDIENCES = 50;
/** Others wait for this process too. */
const LONGEST_TURN_MS = 20;
const NEVER = '1970-01-01T00:00:00.000Z' as Instant;

export interface TaggedText {
  tag: string;
  text: string;
}

/** For whom, and where the list and its documents are. */
export interface CapReader {
  principal: Principal;
  listPath: string;
  documentPath: string;
}

interface Audience {
  revision: number;
  hazards: CapDrafts[];
  byIdentifier: Map<string, CapDraft>;
}

interface KeptFeed {
  revision: number;
  atMs: number;
  /** How long it took to make; 0 while it is made. */
  tookMs: number;
  made: Promise<TaggedText>;
}

/** The hazards of both realms as CAP alerts and as lists of them. */
@Injectable()
export class CapFeeds {
  private readonly histories: Readonly<Record<Realm, CapHistory>> = { real: new CapHistory(), drill: new CapHistory() };
  private readonly audiences = new Map<string, Audience>();
  private readonly feeds = new Map<string, KeptFeed>();
  private writer: CapWriter | null = null;

  constructor(
    @Inject(DeliveredPictures) private readonly pictures: DeliveredPictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(BOUNDARIES) private readonly boundaries: Boundaries,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {
    for (const picture of pictures.all) {
      picture.hear((applied, record) => {
        if (applied !== null) this.histories[picture.realm].hear(applied, record.appendedAt);
        return undefined;
      });
    }
  }

  /** `workOut` is called before a list is made that nobody asked for just now; it may refuse. */
  feed(interest: InterestV1, reader: CapReader, workOut: () => void = () => undefined): Promise<TaggedText> {
    const { realm } = this.pictures.caughtUp(interest.exercise ? 'drill' : 'real');
    const { revision } = this.histories[realm];
    const nowMs = this.settings.now();
    const key = `${reader.listPath}${writeCapQuery(interest)} ${reader.principal.attributesHash}`;
    const there = this.feeds.get(key);
    const ageMs = there === undefined ? Infinity : nowMs - there.atMs;
    const leastMs = Math.max(LEAST_KEPT_MS, KEPT_TIMES_MAKING * (there?.tookMs ?? 0));
    const keptMs = there?.revision === revision ? Math.max(KEPT_MS, leastMs) : leastMs;
    if (there !== undefined && ageMs >= 0 && ageMs < keptMs) return there.made;
    workOut();
    const made = this.make(realm, interest, reader, nowMs);
    const kept: KeptFeed = { revision, atMs: nowMs, tookMs: 0, made };
    keepNewest(this.feeds, key, kept, MOST_FEEDS);
    const began = performance.now();
    made.then(
      () => (kept.tookMs = performance.now() - began),
      () => this.feeds.delete(key),
    );
    return made;
  }

  /** The alert in a file that a feed links. Errors: `not-found`. */
  document(file: string, { principal }: Pick<CapReader, 'principal'>): TaggedText {
    const identifier = identifierIn(file);
    const since = this.overSince();
    for (const realm of REALMS) {
      this.pictures.caughtUp(realm);
      const draft = this.audienceOf(realm, principal).byIdentifier.get(identifier);
      if (draft === undefined || (draft.isOver && draft.at < since)) continue;
      return tagged(writeCapAlert(this.writerNow().alertOf(draft, this.settings.now())));
    }
    throw new HubError('not-found', 'There is no such alert, or it is no longer told.');
  }

  private async make(
    realm: Realm,
    interest: InterestV1,
    { principal, listPath, documentPath }: CapReader,
    nowMs: number,
  ): Promise<TaggedText> {
    const listed = this.listed(this.audienceOf(realm, principal), interest);
    const writer = this.writerNow();
    const { baseUrl } = this.settings;
    const entries: CapFeedEntry[] = [];
    let turnEndsAt = performance.now() + LONGEST_TURN_MS;
    for (const draft of listed) {
      const url = `${baseUrl()}${documentPath}/${alertFile(draft.identifier)}`;
      const [first] = draft.earlier;
      entries.push({ alert: summaryOf(writer.alertOf(draft, nowMs)), url, ...(first && { published: first.sent }) });
      if (performance.now() < turnEndsAt) continue;
      await nextTurn();
      turnEndsAt = performance.now() + LONGEST_TURN_MS;
    }
    const selfUrl = `${baseUrl()}${listPath}${writeCapQuery(interest)}`;
    const { organisation, contact } = publisherOf(this.settings);
    const title = `${interest.exercise ? '【訓練】' : ''}災害情報（CAP） ${organisation}`;
    return tagged(
      writeCapFeed({
        ...{ id: selfUrl, selfUrl, title, entries, updated: listed[0]?.sent ?? NEVER },
        author: { name: organisation, uri: baseUrl(), email: contact },
      }),
    );
  }

  /** What is there now, and what was until lately: whoever holds it must hear that it is other, or over. The newest first. */
  private listed({ hazards }: Audience, interest: InterestV1): CapDraft[] {
    const isSuch = matcherOf(interest);
    const matches = ({ entry }: CapDraft): boolean => isSuch(entry.feature, () => entry.place);
    const since = this.overSince();
    const listed: CapDraft[] = [];
    for (const { inForce, over } of hazards) {
      const current = inForce.at(-1);
      const told = inForce.filter(({ replacedAt }) => replacedAt === null || replacedAt >= since);
      if (current !== undefined && told.some(matches)) listed.push(current);
      listed.push(...over.filter(({ at, earlier }) => at >= since && earlier.some(matches)));
    }
    const isBefore = (a: CapDraft, b: CapDraft): boolean =>
      a.sent === b.sent ? a.identifier < b.identifier : a.sent > b.sent;
    return listed.sort((a, b) => (isBefore(a, b) ? -1 : 1)).slice(0, MOST_ENTRIES);
  }

  private audienceOf(realm: Realm, principal: Principal): Audience {
    const history = this.histories[realm];
    const key = `${realm} ${principal.attributesHash}`;
    const there = this.audiences.get(key);
    if (there?.revision === history.revision) return there;
    const { host, sender } = publisherOf(this.settings);
    const maySee = ({ feature }: CapDraft['entry']): boolean => this.policies.maySee(principal, feature.label);
    const hazards = Array.from(history.all(), (steps) => deriveCapDrafts(steps, maySee, { hub: host, sender }));
    const byIdentifier = new Map<string, CapDraft>();
    for (const { inForce, over } of hazards) {
      for (const draft of [...inForce, ...over]) byIdentifier.set(draft.identifier, draft);
    }
    const audience = { revision: history.revision, hazards, byIdentifier };
    keepNewest(this.audiences, key, audience, MOST_AUDIENCES);
    return audience;
  }

  private overSince(): Instant {
    return instantFromMillis(this.settings.now() - OVER_FOR_MS);
  }

  private writerNow(): CapWriter {
    return (this.writer ??= new CapWriter(publisherOf(this.settings).host, this.boundaries));
  }
}

/** A list tells shapes only where they are few; else it has the codes, and the document the shapes. */
function summaryOf(alert: CapAlert): CapAlert {
  const infos = alert.infos.map((info) => {
    const isFew = info.areas.length <= MOST_AREAS_WITH_SHAPES;
    return isFew ? info : { ...info, areas: info.areas.map((area) => ({ ...area, rings: [], circles: [] })) };
  });
  return { ...alert, infos };
}

function tagged(text: string): TaggedText {
  return { text, tag: `"${contentDigest(text).slice(0, 24)}"` };
}
