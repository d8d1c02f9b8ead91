import { describe, expect, it } from '@jest/globals';
import {
  SilentMunicipality,
  SilentPlace,
  THEME_DEFINITIONS,
  type FeatureV1,
  type Instant,
  type SourceId,
  type ThingProperties,
} from '@hinomi/contracts';
import { featurePlaces, PictureEntry } from '@hinomi/interest';
import { pictureFeature as feature } from '@hinomi/testing';
import fc from 'fast-check';
import { Recount } from '../rollups/recount.suite.js';
import { RollupIndex } from '../rollups/rollup-index.js';
import { moment, municipalitiesOf, steps, TestBoundaries } from '../rollups/rollup-world.suite.js';
import type { SeesLabel } from '../tiles/site-pyramid.js';
import { shelter } from '../tiles/sites.suite.js';
import { calledMunicipalities } from './called-municipalities.js';
import { deriveSilence, lastWordOf } from './derive-silence.js';
import { callsForWord, Onsets } from './onsets.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);
const ASKERS: readonly SeesLabel[] = [() => true, ({ classification }) => classification === 'public'];

const intensity = (of: string, over: Partial<FeatureV1> = {}): FeatureV1 =>
  feature({
    ...over,
    id: 'felt',
    properties: { ...feature().properties, type: 'earthquake-intensity', intensity: of } as never,
  });
const level = (levelEquivalent: number | null, hour: number, alertLevel: number | null = null): FeatureV1 =>
  feature({
    id: 'rain',
    layer: 'weather-warning',
    levelEquivalent,
    alertLevel,
    valid: { from: moment(hour), to: null },
  });

describe('what calls for a word', () => {
  it('is shaking of 6- and more, also where the reading is missing, and level 4 and more', () => {
    for (const felt of ['6-', '6+', '7', '5-?']) expect([felt, callsForWord(intensity(felt))]).toEqual([felt, true]);
    for (const felt of ['4', '5-', '5+']) expect([felt, callsForWord(intensity(felt))]).toEqual([felt, false]);
    expect([level(4, 0), level(null, 0, 5), level(3, 0), feature({ severity: 5 })].map(callsForWord)).toEqual([
      ...[true, true, false, false],
    ]);
  });

  it('began with the first report that said so, an earthquake when it happened', () => {
    const onsets = new Onsets();
    const note = (after: FeatureV1 | null): Instant | null => {
      onsets.note({ id: 'x', after: after && { feature: after } });
      return onsets.of('x');
    };
    expect([note(level(4, 1)), note(level(5, 3)), note(level(3, 4)), note(level(4, 6)), note(null)]).toEqual([
      ...[moment(1), moment(1), null, moment(6), null],
    ]);
    expect(note(intensity('6-', { valid: { from: moment(5), to: null } }))).toBe(moment(5));
    expect(note(intensity('6-', { valid: { from: moment(4), to: null } }))).toBe(moment(4));
  });
});

describe('a word', () => {
  const told = (theme: ThingProperties['theme'], attributes: Record<string, unknown>): FeatureV1 => {
    const made = shelter('a', [136, 36]);
    const said = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        { value, observedAt: moment(7), source: 'test' as SourceId, agency: '' },
      ]),
    );
    const { kind } = THEME_DEFINITIONS[theme];
    return { ...made, kind, properties: { ...made.properties, theme, attributes: said } as FeatureV1['properties'] };
  };

  it('is one of the state of a shelter, whatever it says, or a report from the field', () => {
    expect(lastWordOf(told('shelter', { eststts: 'close' }))).toBe(moment(7));
    expect(lastWordOf(told('road', { passstts: 'road_close' }))).toBe(moment(7));
    expect(lastWordOf(told('flooded-area', { note: '' }))).toBe(moment(7));
  });

  it('is none of a registry, of a hospital that only stands there, or of a hazard', () => {
    expect(lastWordOf(told('shelter', { capacity: 300, phoneno: '0768-00-0000' }))).toBeNull();
    expect(lastWordOf(told('hospital', { estab: 'open' }))).toBeNull();
    expect(lastWordOf(level(4, 0))).toBeNull();
  });
});

describe('the silence of municipalities and shelters', () => {
  it('is after every change what is counted anew, by whoever is asking', () => {
    const property = fc.property(steps, (taken) => {
      const boundaries = new TestBoundaries();
      const index = new RollupIndex(municipalitiesOf(boundaries));
      const placeOf = featurePlaces(boundaries);
      const entries = new Map<string, PictureEntry>();
      const past: { id: string; feature: FeatureV1 | null }[] = [];
      for (const [number, step] of taken.entries()) {
        if ('edition' in step) boundaries.current = step.edition;
        else {
          const made = step.feature && { ...step.feature, valid: { from: moment(number % 10), to: null } };
          const before = entries.get(step.id) ?? null;
          const after = made && new PictureEntry(made, 0, placeOf(made));
          if (after) entries.set(step.id, after);
          else entries.delete(step.id);
          index.note({ id: step.id, before, after });
          past.push({ id: step.id, feature: made });
        }
        for (const sees of ASKERS) {
          const found = deriveSilence(calledMunicipalities(index, sees), 500);
          found.municipalities.forEach((each) => SilentMunicipality.parse(each));
          found.shelters.forEach((each) => SilentPlace.parse(each));
          const said = {
            counts: found.counts,
            municipalities: found.municipalities
              .map(({ code, since, hazard }) => `${since} ${hazard.severity} ${code}`)
              .sort(),
            shelters: found.shelters.map(({ id, since, hazard }) => `${since} ${hazard.severity} ${id}`),
          };
          expect(said).toEqual(recounted(past, boundaries.current, sees));
        }
      }
    });
    fc.assert(property, { numRuns: 2 * ROUNDS });
  }, 1_800_000);
});

/** What a shelter says of its state: open, how full, how many people. That it has power is no word of these. */
const STATE_OF_SHELTER = ['eststts', 'crowdstts', 'evacueeno', 'sevacueeno', 'houseno', 'shouseno'];

/** By its definition, from everything that ever happened, with none of the hub's own counting. */
function recounted(past: readonly { id: string; feature: FeatureV1 | null }[], edition: string, sees: SeesLabel) {
  const now = new Map(past.map(({ id, feature: made }) => [id, made]));
  const seen = [...now.values()].flatMap((made) => (made && sees(made.label) ? [made] : []));
  const recount = new Recount(seen, edition, sees, null, null);
  const isCalling = (made: FeatureV1 | null): boolean => made?.kind === 'hazard' && (made.levelEquivalent ?? 0) >= 4;
  const beganAt = (id: string): string => {
    const versions = past.filter((each) => each.id === id).map((each) => each.feature);
    const first = versions.length - [...versions].reverse().findIndex((made) => !isCalling(made));
    return versions[versions.some((made) => !isCalling(made)) ? first : 0]!.valid.from;
  };
  const layers = ['weather-warning', 'earthquake'];
  const hazards = seen
    .filter((made) => isCalling(made) && made.severity > 0 && layers.includes(made.layer))
    .map((made) => ({ severity: made.severity, since: beganAt(made.id), codes: recount.municipalitiesUnder(made) }));
  const wordOf = ({ kind, properties }: FeatureV1): string => {
    if (properties.type !== 'thing') return '';
    const counts = Object.entries(properties.attributes).filter(
      ([name, { value }]) =>
        kind === 'road' || (STATE_OF_SHELTER.includes(name) && value !== null && value !== 'unknown'),
    );
    return (
      counts
        .map(([, { observedAt }]) => observedAt as string)
        .sort()
        .at(-1) ?? ''
    );
  };
  const places = seen.filter(({ kind }) => kind === 'shelter' || kind === 'road');
  const cityOf = (code: string): string => (['01101', '01102'].includes(code) ? '01100' : code);
  const silence = (codes: readonly string[], word: string): string | null => {
    const unanswered = hazards.filter((each) => each.codes.some((code) => codes.includes(code)) && word < each.since);
    if (unanswered.length === 0) return null;
    const since = unanswered.map((each) => each.since).sort()[0];
    return `${since} ${Math.max(...unanswered.map(({ severity }) => severity))}`;
  };
  const called = new Set(hazards.flatMap(({ codes }) => codes.filter((code) => code.length === 5).map(cityOf)));
  const municipalities = [...called].flatMap((code) => {
    const words = places.filter((place) => cityOf(recount.municipalityOf(place)) === code).map(wordOf);
    const silent = silence([code], words.sort().at(-1) ?? '');
    return silent === null ? [] : [`${silent} ${code}`];
  });
  const shelters = places
    .filter(({ kind }) => kind === 'shelter')
    .map((place) => ({ place, code: recount.municipalityOf(place) }))
    .filter(({ code }) => code !== '' && hazards.some(({ codes }) => codes.includes(code)));
  const silentShelters = shelters.flatMap(({ place, code }) => {
    const silent = silence([code], wordOf(place));
    return silent === null ? [] : [{ line: `${silent} ${place.id}`, word: wordOf(place) }];
  });
  const order = (line: string): string => {
    const [since, severity, id] = line.split(' ');
    return `${since} ${9 - Number(severity)} ${id}`;
  };
  return {
    counts: {
      municipalities: called.size,
      silentMunicipalities: municipalities.length,
      shelters: shelters.length,
      silentShelters: silentShelters.length,
    },
    municipalities: municipalities.sort(),
    shelters: silentShelters
      .sort((a, b) => {
        const [x, y] = [a, b].map(({ line, word }) => order(line).replace(/ (\S+)$/, ` ${word} $1`)) as [
          string,
          string,
        ];
        return x < y ? -1 : 1;
      })
      .map(({ line }) => line),
  };
}
