import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  HubError,
  PictureReader,
  REALMS,
  topicIn,
  typeOf,
  type FeatureId,
  type LogRecord,
  type Realm,
  type RunId,
} from '@hinomi/contracts';
import { EVENT_LOG, tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { municipalityParents } from '@hinomi/geo';
import type { ShelterPlace } from '../suppress/publication.js';

interface KnownPlace {
  id: FeatureId;
  /** JIS codes of 5 digits. */
  municipalities: readonly string[];
  aliases: readonly string[];
  title: string | null;
  isOpen: boolean;
  exercise: RunId | null;
}

/** A shelter that has just opened is known here so much later than to others at most. */
const REST_MS = 250;

const SHELTER = Buffer.from('"kind":"shelter"');

/** Where shelters lie, as the picture says; all that the vault knows of the world outside. */
@Injectable()
export class ShelterPlaces implements OnModuleInit, OnModuleDestroy {
  private readonly places = new Map<string, KnownPlace>();
  private readonly answering = new Map<string, FeatureId>();
  private tails: Subscription[] = [];

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(REALMS.map((realm) => this.follow(realm)));
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  /**
   * The id it is known by now. `feature.not-found` for one that is not in the picture: the ids of shelters leave the vault, so
   * nothing that somebody typed in their place may.
   */
  nameOf(shelter: FeatureId): FeatureId {
    const known = this.find(shelter);
    if (known !== undefined) return known.id;
    throw new HubError('feature.not-found', 'There is no such shelter in the picture: open it there first.', {
      place: { path: '/shelter' },
    });
  }

  /** What it is called. */
  titleOf(shelter: string): string | null {
    return this.find(shelter)?.title ?? null;
  }

  /** Every jurisdiction that it is in, cities of wards as well; none = not known. */
  jurisdictionsOf(shelter: string): string[] {
    const codes = this.find(shelter)?.municipalities ?? [];
    return codes.flatMap((code) => [code, ...municipalityParents(code)]);
  }

  /** Every id it is or was known by; the one asked for alone, of one that is not in the picture. */
  idsOf(shelter: string): string[] {
    const known = this.find(shelter);
    return known === undefined ? [shelter] : [known.id, ...known.aliases];
  }

  *open(run: RunId | null): Iterable<ShelterPlace> {
    for (const known of this.places.values()) {
      const place = known.isOpen && known.exercise === run ? placeIn(known) : null;
      if (place !== null) yield place;
    }
  }

  placeOf(shelter: FeatureId): ShelterPlace | null {
    const known = this.find(shelter);
    return known === undefined ? null : placeIn(known);
  }

  private find(shelter: string): KnownPlace | undefined {
    return this.places.get(shelter) ?? this.places.get(this.answering.get(shelter) ?? '');
  }

  private follow(realm: Realm): Promise<Subscription> {
    const reader = new PictureReader();
    return tailToEnd(this.log, topicIn(realm, 'picture'), [], (record) => this.take(reader, record), {
      restMs: REST_MS,
    });
  }

  /** What is not the picture's is passed over: it must not keep anybody from being cared for. */
  private take(reader: PictureReader, record: LogRecord): void {
    if (isOfOthers(record) && !this.places.has(record.key)) return;
    try {
      const change = reader.read(record);
      if (change === null) return;
      this.forget(change.change === 'upsert' ? change.feature.id : change.id);
      if (change.change === 'remove' || change.feature.kind !== 'shelter') return;
      const { id, areaCodes, aliases, properties, label } = change.feature;
      if (label.classification === 'public-view') return;
      const known = aliases ?? (properties.type === 'thing' ? properties.aliases : []);
      const status = properties.type === 'thing' ? properties.attributes['eststts']?.value : null;
      this.places.set(id, {
        ...{ id, aliases: known, municipalities: areaCodes.filter((code) => code.length === 5) },
        title: properties.type === 'thing' ? properties.name : null,
        ...{ isOpen: status === 'open' || status === 'permanent', exercise: change.feature.exercise },
      });
      for (const alias of known) this.answering.set(alias, id);
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
    }
  }

  private forget(id: FeatureId): void {
    for (const alias of this.places.get(id)?.aliases ?? [])
      if (this.answering.get(alias) === id) this.answering.delete(alias);
    this.places.delete(id);
  }
}

function placeIn({ id, municipalities: [municipality] }: KnownPlace): ShelterPlace | null {
  return municipality === undefined ? null : { shelterId: id, municipality, prefecture: municipality.slice(0, 2) };
}

function isOfOthers(record: LogRecord): boolean {
  if (record.value === null || typeOf(record) !== 'picture.feature.v1') return false;
  return !Buffer.from(record.value.buffer, record.value.byteOffset, record.value.byteLength).includes(SHELTER);
}
