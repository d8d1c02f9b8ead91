import { Policies, type Principal } from '@hinomi/access';
import type { FeatureV1, FoundArea, FoundPlace, FoundPosition, LngLat, MapSearch } from '@hinomi/contracts';
import { area, gridBounds, readPosition, readSquareCode, type Area } from '@hinomi/geo';
import { Inject, Injectable } from '@nestjs/common';
import type { FindEntry } from '../find/derive-find-entry.js';
import type { LivePicture } from '../picture/live-picture.js';
import { Pictures } from '../picture/pictures.js';
import { codesOfArea, deriveFoundAreas } from './derive-found-areas.js';

/** As many as are read; whoever wants another one types more. */
const AREAS_LISTED = 8;
const PLACES_LISTED = 12;

/** Where on the map what somebody typed may be, out of what they may see. */
@Injectable()
export class MapSearches {
  constructor(
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(Policies) private readonly policies: Policies,
  ) {}

  search({ q, exercise }: { q: string; exercise: boolean }, principal: Principal): MapSearch {
    const picture = this.pictures.caughtUp(exercise ? 'drill' : 'real');
    const position = readPosition(q);
    const square = readSquareCode(q);
    const areas = deriveFoundAreas(q);
    const places = placesOf(picture, q, (feature) => this.policies.maySee(principal, feature.label));
    const found = (each: { code: string; area: Area }): FoundArea => foundArea(each, picture);
    return {
      positions:
        position.is === 'position'
          ? position.positions.map((each): FoundPosition => ({ ...each, municipality: nameAt(picture, each.lngLat) }))
          : [],
      unreadable: position.is === 'unreadable' && square === null ? position.why : null,
      square: square && { ...square, bounds: gridBounds(square) },
      areas: areas.slice(0, AREAS_LISTED).map(found),
      places: places.slice(0, PLACES_LISTED).map(foundPlace),
      more: {
        areas: Math.max(0, areas.length - AREAS_LISTED),
        places: Math.max(0, places.length - PLACES_LISTED),
      },
    };
  }
}

function placesOf(picture: LivePicture, q: string, sees: (feature: FeatureV1) => boolean): FindEntry[] {
  picture.finder.start(picture.memory.seenBy(() => true));
  const found = [...picture.finder.search(q, ({ feature }) => sees(feature))];
  // Of a number alone, or of marks only, every place would be one.
  if (found.length === picture.finder.size && found.length > PLACES_LISTED) return [];
  const nameOf = ({ entry }: { entry: FindEntry }): string => entry.feature.properties.name;
  found.sort((a, b) => a.rank - b.rank || (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  return found.map(({ entry }) => entry);
}

function foundPlace({ feature, lngLat, municipality }: FindEntry): FoundPlace {
  const { name, nameKana, theme } = feature.properties;
  return { id: feature.id, name, kana: nameKana, theme, municipality: nameOfCode(municipality), lngLat };
}

function foundArea(each: { code: string; area: Area }, { rollups: { municipalities } }: LivePicture): FoundArea {
  const { name, kana, en, code } = each.area;
  const set = each.code.length === 2 ? 'prefecture' : 'jma-city';
  const prefecture = each.code.length === 2 ? null : (area('prefecture', each.code.slice(0, 2))?.name ?? null);
  return {
    ...{ code: each.code, name, kana, en, prefecture },
    codes: codesOfArea(each),
    bounds: municipalities.boundsOf(each.code),
    shape: { edition: municipalities.editionOf(set), code },
  };
}

function nameAt({ rollups: { municipalities } }: LivePicture, lngLat: LngLat): FoundPosition['municipality'] {
  return nameOfCode(municipalities.at(lngLat));
}

function nameOfCode(code: string | null): FoundPosition['municipality'] {
  const known = code === null ? null : area('jma-city', `${code}00`);
  return code === null || known === null ? null : { code, name: known.name, kana: known.kana, en: known.en };
}
