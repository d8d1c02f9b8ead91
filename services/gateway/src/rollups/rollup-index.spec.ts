import { describe, expect, it } from '@jest/globals';
import { ROLLUP_LEVELS, RollupUnit, type FeatureV1, type RollupCounts } from '@hinomi/contracts';
import { PreparedArea, type Bounds } from '@hinomi/geo';
import { featurePlaces, PictureEntry } from '@hinomi/interest';
import fc from 'fast-check';
import type { SeesLabel } from '../tiles/site-pyramid.js';
import { RollupAnswers } from './answer-rollups.js';
import { Recount } from './recount.suite.js';
import { RollupIndex } from './rollup-index.js';
import { moment, municipalitiesOf, rectangle, rectangles, steps, TestBoundaries } from './rollup-world.suite.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);
const WORLD: Bounds = [135, 35, 138, 38];
const ASKERS: Readonly<Record<string, SeesLabel>> = {
  everything: () => true,
  'what is public': ({ classification, jurisdiction }) => classification === 'public' && jurisdiction === null,
};

/** An index that lives through changes, and the features there are. */
class Lived {
  readonly boundaries = new TestBoundaries();
  readonly index = new RollupIndex(municipalitiesOf(this.boundaries));
  readonly entries = new Map<string, PictureEntry>();
  private readonly placeOf = featurePlaces(this.boundaries);

  set(id: string, feature: FeatureV1 | null): void {
    const before = this.entries.get(id) ?? null;
    const after = feature && new PictureEntry(feature, 0, this.placeOf(feature));
    if (after) this.entries.set(id, after);
    else this.entries.delete(id);
    this.index.note({ id, before, after });
  }

  /** Made of what there is now, in another order. */
  anew(): RollupIndex {
    const index = new RollupIndex(municipalitiesOf(this.boundaries));
    for (const [id, after] of [...this.entries].reverse()) index.note({ id, before: null, after });
    return index;
  }

  get features(): FeatureV1[] {
    return [...this.entries.values()].map(({ feature }) => feature);
  }
}

type Answered = Record<string, Map<string, RollupCounts>>;

function answered(index: RollupIndex, sees: SeesLabel, drawn: readonly Bounds[]): Answered {
  const answers = new RollupAnswers(index, { sees, heardSince: moment(5), silentAt: moment(12), silentListed: 50 });
  const asMap = ({ units, elsewhere }: ReturnType<RollupAnswers['drawn']>): Map<string, RollupCounts> =>
    new Map([['', elsewhere], ...units.map((unit): [string, RollupCounts] => [unit.code, countsOf(unit)])]);
  const shape = new PreparedArea({
    type: 'MultiPolygon',
    coordinates: drawn.map((box) => rectangle(box).coordinates) as never,
  });
  return {
    municipality: asMap(answers.byArea('municipality', null, null)),
    prefecture: asMap(answers.byArea('prefecture', null, null)),
    ...Object.fromEntries(ROLLUP_LEVELS.map((level) => [level, asMap(answers.byGrid(level, WORLD, null))])),
    drawn: new Map([['', countsOf(answers.drawn(shape).units[0]!)]]),
  };
}

function countsOf(unit: RollupUnit): RollupCounts {
  const { code: _code, name: _name, bounds: _bounds, silentShelters: _silent, ...counts } = RollupUnit.parse(unit);
  return counts;
}

function recounted(lived: Lived, sees: SeesLabel, drawn: readonly Bounds[]): Answered {
  const recount = new Recount(lived.features, lived.boundaries.current, sees, moment(5), moment(12));
  return {
    municipality: recount.byArea(5),
    prefecture: recount.byArea(2),
    ...Object.fromEntries(ROLLUP_LEVELS.map((level) => [level, recount.byGrid(level)])),
    drawn: new Map([['', recount.drawn(drawn)]]),
  };
}

describe('the rollups', () => {
  it('say after every change what is counted anew, by whoever is asking', () => {
    const areas = fc.array(rectangles, { minLength: 1, maxLength: 3 });
    const property = fc.property(steps, areas, (taken, drawn) => {
      const lived = new Lived();
      for (const step of taken) {
        if ('edition' in step) lived.boundaries.current = step.edition;
        else lived.set(step.id, step.feature);
        for (const sees of Object.values(ASKERS)) {
          expect(answered(lived.index, sees, drawn)).toEqual(recounted(lived, sees, drawn));
        }
      }
      for (const sees of Object.values(ASKERS)) {
        expect(answered(lived.index, sees, drawn)).toEqual(answered(lived.anew(), sees, drawn));
      }
      for (const id of lived.entries.keys()) lived.set(id, null);
      expect([...lived.index.codes('municipality'), ...lived.index.codes('second')]).toEqual([]);
    });
    fc.assert(property, { numRuns: 2 * ROUNDS });
  }, 1_800_000);
});
