import { Policies, principalOf, type Principal } from '@hinomi/access';
import {
  comparePlaces,
  groupOf,
  HubError,
  instantFromMillis,
  placeState,
  placeSuits,
  type FeatureV1,
  type Instant,
  type LngLat,
  type PublicHazard,
  type PublicPlace,
  type PublicShelters,
} from '@hinomi/contracts';
import { area, distanceKm, PreparedArea, type Bounds } from '@hinomi/geo';
import { Inject, Injectable } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import type { LivePicture } from '../picture/live-picture.js';
import { Pictures } from '../picture/pictures.js';
import type { FindEntry } from './derive-find-entry.js';
import { derivePublicHazard, derivePublicPlace, deriveThreats, yesNo, type Standpoint } from './derive-public-place.js';
import type { FindQuery } from './read-find-query.js';

/** Nobody walks farther. */
const WITHIN_KM = 50;
/** A phone's screen holds five; thirty are read by nobody, but the nearest may all be full. */
const LISTED = 20;
/** Of those that are shut or to be avoided: so that nobody wonders where the school next door is. */
const LISTED_LAST = 10;
/** An advisory and worse is told. */
const TOLD_FROM = 2;
/** A coast under a tsunami concerns whoever is so near to it (about 30 km). */
const COAST_DEGREES = 0.3;

/** Who asks without an account: exactly what the role `public` may see, no jurisdiction. */
const ANYBODY: Principal = principalOf({
  role: 'public',
  subject: 'anybody',
  expiresAt: '9999-12-31T23:59:59.999Z' as Instant,
});

interface Found {
  entry: FindEntry;
  km: number | null;
  rank: number;
}

/** What anybody may know of shelters, out of the picture as it stands now. */
@Injectable()
export class FindAnswers {
  constructor(
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  get nowMs(): number {
    return (this.settings.now ?? Date.now)();
  }

  answer(query: FindQuery): PublicShelters {
    if (!this.policies.permits(ANYBODY, 'picture:read')) {
      throw new HubError('access.denied', 'The policies of this hub let nobody read without an account.');
    }
    const { exercise } = query;
    const picture = this.pictures.caughtUp(exercise === null ? 'real' : 'drill');
    picture.finder.start(picture.memory.seenBy(() => true));
    const sees = (feature: FeatureV1): boolean =>
      (exercise === true ? feature.exercise !== null : feature.exercise === exercise) &&
      this.policies.maySee(ANYBODY, feature.label);
    const code = this.hereOf(picture, query, sees);
    const hazards = code === null ? [] : this.hazardsAt(picture, code, query.lngLat, sees);
    const standpoint: Standpoint = {
      lngLat: query.lngLat,
      hazards,
      nowMs: this.nowMs,
      hazardOf: once((id) => {
        const feature = picture.memory.find(id)?.feature;
        return feature === undefined || !sees(feature) ? null : derivePublicHazard(feature);
      }),
    };
    const { found, more } = this.find(picture, query, standpoint, sees);
    const places = found
      .map(({ entry, km, rank }) => ({ place: derivePublicPlace(entry, km, standpoint), rank }))
      .sort(
        (a, b) =>
          comparePlaces(a.place, b.place) ||
          byState(a.place) - byState(b.place) ||
          a.rank - b.rank ||
          byName(a.place, b.place),
      );
    return {
      at: instantFromMillis(this.nowMs),
      heardAt: this.settings.lastReportAt?.() ?? null,
      here: code === null ? null : hereNamed(code),
      hazards,
      places: places.map(({ place }) => place),
      more,
      attributions: attributionsOf(found),
      exercise,
    };
  }

  /** Where the asker looks: the one municipality that their words mean, where they stand, or this hub's home. */
  private hereOf(picture: LivePicture, { q, lngLat }: FindQuery, sees: (feature: FeatureV1) => boolean): string | null {
    if (q !== '') {
      const codes = new Set<string | null>();
      for (const { entry } of picture.finder.search(q, ({ feature }) => sees(feature))) {
        codes.add(entry.municipality);
        if (codes.size > 1) break;
      }
      const [only] = codes;
      if (codes.size === 1 && typeof only === 'string') return only;
      if (lngLat === null) return null;
    }
    return lngLat === null ? this.settings.status().homeArea : picture.rollups.municipalities.at(lngLat);
  }

  private hazardsAt(
    picture: LivePicture,
    code: string,
    lngLat: LngLat | null,
    sees: (feature: FeatureV1) => boolean,
  ): PublicHazard[] {
    picture.rollups.followBoundaries();
    const around =
      lngLat === null
        ? picture.rollups.municipalities.boundsOf(code)
        : ([lngLat[0], lngLat[1], lngLat[0], lngLat[1]] satisfies Bounds);
    const near = around === null ? null : boxAround(around, lngLat === null ? 0.02 : COAST_DEGREES);
    return picture.rollups.hazards
      .allOver(code, near, (label) => this.policies.maySee(ANYBODY, label))
      .filter((feature) => feature.severity >= TOLD_FROM && sees(feature))
      .flatMap((feature) => derivePublicHazard(feature) ?? []);
  }

  private find(
    { finder }: LivePicture,
    query: FindQuery,
    standpoint: Standpoint,
    sees: (feature: FeatureV1) => boolean,
  ): { found: Found[]; more: boolean } {
    const wanted = wants(query, standpoint);
    const accept = (entry: FindEntry): boolean => wanted(entry) && sees(entry.feature);
    const isLast = ({ feature }: FindEntry): boolean => {
      const threats = deriveThreats(feature, standpoint).map(({ hazard, ...rest }) => ({
        kinds: hazard.kinds,
        ...rest,
      }));
      return (
        groupOf({ suits: placeSuits(threats), state: placeState(feature.properties.attributes, standpoint.nowMs) }) > 0
      );
    };
    const { lngLat, q } = query;
    if (q === '' && lngLat !== null) {
      const near = (limit: number, withinKm: number, last: boolean): Found[] =>
        finder
          .nearest(lngLat, { limit, withinKm, accept: (entry) => accept(entry) && isLast(entry) === last })
          .map(({ entry, km }) => ({ entry, km, rank: 0 }));
      const first = near(LISTED + 1, WITHIN_KM, false);
      // No farther than the others: where none is shut, all within reach would be looked at in vain.
      const last = near(LISTED_LAST, first.length > LISTED ? (first.at(-1)?.km ?? WITHIN_KM) : WITHIN_KM, true);
      return { found: [...first.slice(0, LISTED), ...last], more: first.length > LISTED };
    }
    const home = q === '' ? this.settings.status().homeArea : null;
    const isHere = ({ municipality }: FindEntry): boolean => home === null || (municipality?.startsWith(home) ?? false);
    // Without a place only what is open is news.
    const isNews = (entry: FindEntry): boolean => q !== '' || isOpen(entry, standpoint.nowMs);
    const best: Found[] = [];
    for (const { entry, rank } of finder.search(q, (each) => isNews(each) && isHere(each) && accept(each))) {
      best.push({ entry, rank, km: lngLat === null ? null : distanceKm(lngLat, entry.lngLat) });
    }
    const nowMs = standpoint.nowMs;
    const open = new Map(best.map(({ entry }) => [entry, isOpen(entry, nowMs) ? 0 : 1]));
    const order = (a: Found, b: Found): number =>
      a.rank - b.rank ||
      (open.get(a.entry) ?? 0) - (open.get(b.entry) ?? 0) ||
      (a.km ?? 0) - (b.km ?? 0) ||
      byName(a.entry.feature.properties, b.entry.feature.properties);
    best.sort(order);
    return { found: best.slice(0, LISTED + LISTED_LAST), more: best.length > LISTED + LISTED_LAST };
  }
}

/** What the filters ask, of the place alone. */
function wants({ open, pets, toilet, hazard }: FindQuery, standpoint: Standpoint): (entry: FindEntry) => boolean {
  return ({ feature }) => {
    const { attributes } = feature.properties;
    if (open && !isOpen({ feature }, standpoint.nowMs)) return false;
    if (pets && yesNo(attributes['pets']?.value) !== 'yes') return false;
    if (toilet && yesNo(attributes['accessibletoilet']?.value) !== 'yes') return false;
    if (hazard === null) return true;
    if (hazard !== 'now') return yesNo(attributes[`designated_${hazard}`]?.value) === 'yes';
    return deriveThreats(feature, standpoint).every(
      ({ hazard: { kinds }, designated }) => kinds.length === 0 || designated === 'yes',
    );
  };
}

function isOpen({ feature }: Pick<FindEntry, 'feature'>, nowMs: number): boolean {
  const { is } = placeState(feature.properties.attributes, nowMs);
  return is === 'open' || is === 'always';
}

/** The same hazards lie over thousands of places. */
function once<T>(work: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    if (!known.has(id)) known.set(id, work(id));
    return known.get(id) as T;
  };
}

function byState({ state }: PublicPlace): number {
  return (state.is === 'open' || state.is === 'always' ? 0 : 2) + Number(state.isOld);
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function hereNamed(code: string): PublicShelters['here'] {
  const known = code.length === 2 ? area('prefecture', code) : area('jma-city', `${code}00`);
  return { code, name: known?.name ?? '', nameEn: known?.en ?? null };
}

function attributionsOf(found: readonly Found[]): string[] {
  const all = found.flatMap(({ entry }) => entry.feature.sources.map(({ attribution }) => attribution));
  return [...new Set(all)].filter((text) => text !== '').sort();
}

function boxAround([west, south, east, north]: Bounds, degrees: number): PreparedArea {
  const [w, s, e, n] = [west - degrees, south - degrees, east + degrees, north + degrees];
  return new PreparedArea({
    type: 'Polygon',
    coordinates: [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ],
    ],
  } as never);
}
