import {
  THEME_DEFINITIONS,
  type FeatureV1,
  type Instant,
  type RollupCounts,
  type RollupHazard,
  type RollupLevel,
  type Theme,
  type ThingProperties,
} from '@hinomi/contracts';
import { gridSquareAt, heldBounds, type Bounds } from '@hinomi/geo';
import type { SeesLabel } from '../tiles/site-pyramid.js';
import { RecountNeeds } from './recount-needs.suite.js';
import { BOXES, EDITIONS } from './rollup-world.suite.js';

/** What a rollup says by its definition, worked out of all features, with no index and none of the hub's own counting. */
export class Recount {
  private readonly needs: RecountNeeds;

  constructor(
    private readonly features: readonly FeatureV1[],
    private readonly edition: string,
    private readonly sees: SeesLabel,
    private readonly heardSince: Instant | null,
    private readonly silentAt: Instant | null,
  ) {
    this.needs = new RecountNeeds(features, sees, (code) =>
      code.length === 2 ? null : this.boxOf(edition, `${code}00`),
    );
  }

  byArea(digits: 2 | 5): Map<string, RollupCounts> {
    const unitsOf = (codes: string[]): string[] => codes.filter((code) => code.length === digits);
    const placed = this.places().map((place) => ({ place, units: unitsOf(withParents(this.municipalityOf(place))) }));
    const over = this.hazards().map((hazard) => {
      const codes = this.municipalitiesUnder(hazard);
      return { hazard, units: codes.length === 0 ? [''] : unitsOf(codes) };
    });
    const isShown = (code: string): boolean => digits === 2 || !['01101', '01102'].includes(code);
    const groups = this.grouped(placed, over, isShown);
    for (const code of unitsOf(this.needs.codes().flatMap(withParents)).filter(isShown)) {
      if (!groups.has(code) && this.needs.ofArea(code).needsCoverage !== null) groups.set(code, this.counts([], null));
    }
    for (const [code, counts] of groups) if (code !== '') groups.set(code, { ...counts, ...this.needs.ofArea(code) });
    return groups;
  }

  byGrid(level: RollupLevel): Map<string, RollupCounts> {
    const placed = this.places().map((place) => {
      const at = positionOf(place);
      return { place, units: [(at && gridSquareAt(at, level)?.code) ?? ''] };
    });
    const groups = this.grouped(placed, [], () => true);
    for (const code of groups.keys()) {
      const over = this.hazards().filter((hazard) =>
        code === ''
          ? hazard.layer === 'tsunami' || this.boxesOf(hazard).length === 0
          : this.isOver(hazard, level, code),
      );
      const needs = code === '' ? {} : this.needs.ofSquare({ level, code });
      groups.set(code, { ...groups.get(code)!, ...needs, hazard: worst(over) });
    }
    return groups;
  }

  /** Rectangles that may overlap: in one of them is in the area. */
  drawn(boxes: readonly Bounds[]): RollupCounts {
    const inside = this.places().filter((place) => {
      const at = positionOf(place);
      return at !== null && boxes.some(([w, s, e, n]) => w <= at[0] && at[0] <= e && s <= at[1] && at[1] <= n);
    });
    const over = this.hazards().filter((hazard) =>
      this.boxesOf(hazard).some((one) => boxes.some((other) => meet(one, other))),
    );
    return { ...this.counts(inside, worst(over)), ...this.needs.ofDrawn(boxes) };
  }

  private places(): FeatureV1[] {
    return this.features.filter(({ kind, label }) => kind !== 'hazard' && kind !== 'need' && this.sees(label));
  }

  private hazards(): FeatureV1[] {
    const layers = ['weather-warning', 'earthquake', 'tsunami'];
    return this.features.filter(
      ({ kind, layer, severity, label }) =>
        kind === 'hazard' && layers.includes(layer) && severity > 0 && this.sees(label),
    );
  }

  private grouped(
    placed: readonly { place: FeatureV1; units: string[] }[],
    over: readonly { hazard: FeatureV1; units: string[] }[],
    isShown: (code: string) => boolean,
  ): Map<string, RollupCounts> {
    const codes = new Set(['', ...placed.flatMap(({ units }) => units), ...over.flatMap(({ units }) => units)]);
    return new Map(
      [...codes].filter(isShown).map((code) => {
        const inside = placed.filter(({ units }) => units.includes(code) || (code === '' && units.length === 0));
        const hazards = over.filter(({ units }) => units.includes(code)).map(({ hazard }) => hazard);
        return [
          code,
          this.counts(
            inside.map(({ place }) => place),
            worst(hazards),
          ),
        ];
      }),
    );
  }

  private counts(places: readonly FeatureV1[], hazard: RollupHazard | null): RollupCounts {
    const things = places.flatMap(({ properties }) => (properties.type === 'thing' ? [properties] : []));
    const shelters = things.filter(({ theme }) => THEME_DEFINITIONS[theme].kind === 'shelter');
    const state = ({ attributes }: (typeof things)[number]) => attributes['eststts']?.value;
    const open = shelters.filter((each) => ['open', 'permanent'].includes(String(state(each))));
    // None of these worlds says since when a shelter is open: six hours.
    const overdue = open.filter(({ attributes }) => {
      const last = Math.max(...wordsOf(attributes).map(Date.parse));
      return this.silentAt !== null && last + 6 * 3_600_000 <= Date.parse(this.silentAt);
    });
    const numbers = open.flatMap(({ attributes }) =>
      typeof attributes['evacueeno']?.value === 'number' ? [attributes['evacueeno']] : [],
    );
    const expected = shelters.filter((each) => !['close', 'notopen'].includes(String(state(each))));
    const words = expected.map(({ attributes, hazards }) => ({
      last: wordsOf(attributes).sort().at(-1),
      underHazard: hazards !== undefined,
    }));
    const never = words.filter(({ last }) => last === undefined);
    const heard = words.flatMap(({ last }) => last ?? []).sort();
    return {
      places: places.length,
      themes: tallied(things.map(({ theme }) => theme)) as Partial<Record<Theme, number>>,
      shelters: shelters.length,
      openShelters: open.length,
      reportedShelters: numbers.length,
      evacuees: numbers.length === 0 ? null : numbers.reduce((sum, { value: people }) => sum + Number(people), 0),
      sheltersAtRisk: shelters.filter(({ hazards }) => hazards?.some(({ designated }) => designated === 'no')).length,
      others: tallied(places.filter(({ layer }) => layer === 'road').map(({ layer }) => layer)),
      oldestObservedAt: numbers.map(({ observedAt }) => observedAt).sort()[0] ?? null,
      hazard,
      needs: {},
      needsCoverage: null,
      lacks: {
        water: lack(open, 'water', ['enough', 'few_days', 'not_today'], ({ water }) => water === 'not_today'),
        food: lack(open, 'food', ['enough', 'few_days', 'not_today'], ({ food }) => food === 'not_today'),
        power: lack(open, 'power', ['yes', 'no'], ({ power }) => power === 'no'),
        toilets: toiletsOf(open),
      },
      silence: {
        neverHeard: never.length,
        neverHeardUnderHazard: never.filter(({ underHazard }) => underHazard).length,
        overdue: this.silentAt === null ? null : overdue.length,
        notSince: this.heardSince === null ? null : heard.filter((last) => last < this.heardSince!).length,
        longestSince: heard[0] ?? null,
      },
    };
  }

  municipalityOf(place: FeatureV1): string {
    const at = positionOf(place);
    const here = [...BOXES.keys()]
      .filter((code) => {
        const box = this.boxOf(this.edition, code);
        return at !== null && box !== null && meet([...at, ...at], box);
      })
      .map((code) => code.slice(0, 5))
      .sort()[0];
    switch (place.areaCodes.join()) {
      case '':
        return here ?? '';
      case '17,17202,17203':
        return here === '17203' ? '17203' : '17202';
      case '01,01100':
        return here?.startsWith('011') ? here : '01100';
      default:
        return place.areaCodes.find((code) => code.length === 5) ?? '';
    }
  }

  municipalitiesUnder(hazard: FeatureV1): string[] {
    if (hazard.areaCodes.join() === '17') return [...ISHIKAWA, '17'];
    if (hazard.areaCodes.length > 0) return [...new Set(hazard.areaCodes.flatMap(withParents))];
    if (hazard.geometry === null) return [];
    const [own] = this.boxesOf(hazard);
    const met = [...BOXES.keys()].filter((code) => {
      const box = this.boxOf(this.edition, code);
      return box !== null && meet(own!, box);
    });
    return [...new Set(met.flatMap((code) => withParents(code.slice(0, 5))))];
  }

  private isOver(hazard: FeatureV1, level: RollupLevel, code: string): boolean {
    return this.boxesOf(hazard).some((box) => meet(box, heldBounds({ level, code })));
  }

  private boxesOf({ geometry, area }: FeatureV1): Bounds[] {
    if (geometry?.type === 'Polygon') {
      const [south, , north] = geometry.coordinates[0]!;
      return [[south![0], south![1], north![0], north![1]]];
    }
    const boxes = (area?.codes ?? []).map((code) => this.boxOf(area!.edition, code));
    return boxes.filter((box) => box !== null);
  }

  private boxOf(edition: string, code: string): Bounds | null {
    return edition === EDITIONS[1] && code === '0110200' ? null : (BOXES.get(code) ?? null);
  }
}

/** Those of today that the hub's table has. */
const ISHIKAWA =
  '17201 17202 17203 17204 17205 17206 17207 17209 17210 17211 17212 17324 17361 17365 17384 17386 17407 17461 17463'.split(
    ' ',
  );

function withParents(code: string): string[] {
  if (['01101', '01102'].includes(code)) return [code, '01100', '01'];
  return code === '' ? [''] : code.startsWith('99') ? [code] : [code, code.slice(0, 2)];
}

function positionOf({ geometry }: FeatureV1): [number, number] | null {
  if (geometry === null) return null;
  return (geometry.type === 'Point' ? geometry.coordinates : geometry.coordinates[0]) as [number, number];
}

function meet(one: Bounds, other: Bounds): boolean {
  return one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];
}

function worst(hazards: readonly FeatureV1[]): RollupHazard | null {
  const rank = ({ severity, levelEquivalent }: FeatureV1): number => severity * 10 + (levelEquivalent ?? 0);
  const most = Math.max(...hazards.map(rank));
  const [first] = hazards.filter((hazard) => rank(hazard) === most).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (first === undefined || !('hazardId' in first.properties)) return null;
  const { id, layer, severity, alertLevel, levelEquivalent, properties } = first;
  return { feature: id, hazardId: properties.hazardId, layer, severity, alertLevel, levelEquivalent };
}

function tallied(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

type Told = Pick<ThingProperties, 'attributes'>;
type Said = Record<string, unknown>;

/** When something of its state was said: what it has in store is no word of it. */
function wordsOf({ eststts, evacueeno }: Told['attributes']): Instant[] {
  return [eststts, evacueeno].flatMap((told) =>
    told === undefined || told.value === null || told.value === 'unknown' ? [] : [told.observedAt],
  );
}

const saidOf = ({ attributes }: Told): Said =>
  Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));

function lack(open: readonly Told[], name: string, words: readonly string[], lacks: (said: Said) => boolean) {
  const told = open.map(saidOf).filter((said) => words.includes(String(said[name])));
  return { told: told.length, lacking: told.filter((said) => lacks(said) && said['evacueeno'] !== 0).length };
}

/** One for every 50 people that are begun. */
function toiletsOf(open: readonly Told[]) {
  const numbers = open
    .map(saidOf)
    .filter(({ toiletno, evacueeno }) => typeof toiletno === 'number' && typeof evacueeno === 'number')
    .map(({ toiletno, evacueeno }) => [Number(toiletno), Number(evacueeno)] as const);
  return { told: numbers.length, lacking: numbers.filter(([toilets, people]) => people > toilets * 50).length };
}
