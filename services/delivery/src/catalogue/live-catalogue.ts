import { Policies, type Principal } from '@hinomi/access';
import {
  CATALOGUE_ENTRIES,
  catalogueFormats,
  HubError,
  instantFromMillis,
  type Catalogue,
  type CatalogueDetail,
  type CatalogueEntry,
  type CatalogueFormat,
  type CatalogueListed,
  type Instant,
  type Layer,
  type Realm,
} from '@hinomi/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { accessKeyOf } from '../journal/sight-of.js';
import { DeliveredPictures } from '../picture/delivered-pictures.js';
import { deriveLive, type LiveLayer } from './derive-live.js';

/** Every feature is looked at for an answer; whoever asks again at once is told the same, with its time. */
const SAME_FOR_MS = 10_000;
/** So many audiences at once; more is a flood of tokens. */
const MOST_KEPT = 64;

interface Live {
  at: Instant;
  untilMs: number;
  layers: ReadonlyMap<Layer, LiveLayer>;
}

/** The catalogue with what the picture says now, for what the asker may see. */
@Injectable()
export class LiveCatalogue {
  private readonly kept = new Map<string, Live>();
  private readonly formats = new Map<string, CatalogueFormat[]>();

  constructor(
    @Inject(DeliveredPictures) private readonly pictures: DeliveredPictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {}

  async list(principal: Principal, realm: Realm): Promise<Catalogue> {
    const { at, layers } = await this.live(principal, realm);
    return {
      ...{ at, exercise: realm === 'drill' },
      documents: { openapi: '/openapi.json', asyncapi: '/asyncapi.json', page: '/catalogue' },
      entries: CATALOGUE_ENTRIES.map((entry) => withLive(entry, layers)),
    };
  }

  async show(id: string, principal: Principal, realm: Realm): Promise<CatalogueDetail> {
    const entry = findEntry(id);
    const { at, layers } = await this.live(principal, realm);
    return { ...withLive(entry, layers), at, exercise: realm === 'drill', formats: this.formatsOf(entry) };
  }

  /** They never change while the process lives. */
  formatsOf(entry: CatalogueEntry): CatalogueFormat[] {
    let formats = this.formats.get(entry.id);
    if (formats === undefined) this.formats.set(entry.id, (formats = catalogueFormats(entry)));
    return formats;
  }

  private async live(principal: Principal, realm: Realm): Promise<Live> {
    const picture = this.pictures.caughtUp(realm);
    const nowMs = this.settings.now();
    const key = `${realm} ${accessKeyOf(principal, this.policies)}`;
    const known = this.kept.get(key);
    if (known !== undefined && nowMs < known.untilMs) return known;
    const licences = (await this.settings.licences?.()) ?? new Map<string, string>();
    const seen = [...picture.memory.seenBy(({ feature }) => this.policies.maySee(principal, feature.label))];
    const layers = deriveLive(
      seen.map(({ feature }) => feature),
      licences,
    );
    const live = { at: instantFromMillis(nowMs), untilMs: nowMs + SAME_FOR_MS, layers };
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    this.kept.set(key, live);
    return live;
  }
}

/** `not-found` where there is no such layer or topic. */
export function findEntry(id: string): CatalogueEntry {
  const entry = CATALOGUE_ENTRIES.find((each) => each.id === id);
  if (entry === undefined) throw new HubError('not-found', `There is no ${id} in the catalogue.`);
  return entry;
}

function withLive(entry: CatalogueEntry, layers: ReadonlyMap<Layer, LiveLayer>): CatalogueListed {
  if (entry.type === 'topic') return { ...entry, credits: null, freshness: null };
  const live = layers.get(entry.name as Layer);
  const nothing = { features: 0, newestObservedAt: null, newestRecordedAt: null };
  return { ...entry, credits: live?.credits ?? [], freshness: live?.freshness ?? nothing };
}
