import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LAYERS, laterBy, type FeatureHistory, type FeatureId } from '@hinomi/contracts';
import { areaKey, eventsOf, suppressCounts, takingPart, type Publication, type ShelterPlace } from '@hinomi/phr';
import { gridSquareAt } from '@hinomi/geo';
import { toldNeeds } from '@hinomi/testing';
import { agrees, allWorlds, indexOf, NeedsReader, type Claim } from './needs-reader.suite.js';
import { boxOf, NeedsWorld, ring, runsOf, shelterAt, slot } from './needs-world.suite.js';

const LONG_MS = 180_000;
const SHELTERS = 4;
const K = 3;
const NEED = 'insulin';
const ALL = [0, 1, 2, 3];
/** Over all of the shelters, and none of the places that only mark the time; those of needs themselves from further away as well. */
const TILES = [
  ...LAYERS.map((layer) => `/api/v1/tiles/${layer}/9/449/199.mvt`),
  ...['need', 'impact'].map((layer) => `/api/v1/tiles/${layer}/5/28/12.mvt`),
];

type Publish = (
  places: readonly ShelterPlace[],
  world: readonly number[],
  before: Publication | null,
  step: number,
) => Publication;

const suppressed: Publish = (places, world, previous, step) =>
  suppressCounts({
    places,
    counts: places.map(({ shelterId }, index) => ({ shelterId, needs: { [NEED]: { count: world[index] ?? 0 } } })),
    publishedFrom: new Map([[NEED, 'shelter']]),
    rulesVersion: '2026-11.1',
    previous,
    at: slot(step),
    settings: { threshold: K, periodHours: 3 },
  });

/** Each number from k up as it is, each smaller one as such. */
const smallOnesHidden: Publish = (places, world, _previous, step) => {
  const total = world.reduce((sum, count) => sum + count, 0);
  const told = (count: number) => ({ [NEED]: { value: count >= K ? count : ('below' as const), asOf: slot(step) } });
  return {
    period: { from: slot(step), until: laterBy(slot(step), 3 * 3_600_000) },
    threshold: K,
    rulesVersion: '2026-11.1',
    areas: {
      'prefecture/17': told(total),
      'municipality/17202': told(total),
      ...Object.fromEntries(
        places.map(({ shelterId }, index) => [areaKey({ level: 'shelter', code: shelterId }), told(world[index] ?? 0)]),
      ),
    },
    unplaced: [],
  };
};

/** What a hub lets out of a history of counts, on every way there is. */
class Let {
  readonly world = new NeedsWorld();
  readonly seen: Publication[] = [];
  /** When each publication was whole, by the hub's own clock. */
  private readonly known: string[] = [];
  /** Of each publication the tiles over the shelters. */
  readonly tiles: string[][] = [];
  reader!: NeedsReader;
  places: ShelterPlace[] = [];

  constructor(
    private readonly publish: Publish,
    readonly history: readonly (readonly number[])[],
  ) {}

  async run(): Promise<void> {
    await this.world.start(SHELTERS);
    const { features } = JSON.parse(await this.world.get('/api/v1/picture')) as {
      features: { id: string; properties: { kind: string } }[];
    };
    const shelters = features
      .filter(({ id, properties }) => properties.kind === 'shelter' && /s\d$/.test(id))
      .map(({ id }) => id as FeatureId);
    this.places = shelters
      .sort((a, b) => indexOf(a) - indexOf(b))
      .map((shelterId) => ({ shelterId, municipality: '17202', prefecture: '17' }));
    expect(this.places).toHaveLength(SHELTERS);
    this.reader = new NeedsReader(SHELTERS, NEED, (feature) => {
      const run = /h(\d)-(\d)/.exec(feature);
      return run === null ? null : ALL.slice(Number(run[1]), Number(run[2]) + 1);
    });
    for (const [step, counts] of this.history.entries()) await this.step(step, counts);
    await this.past();
  }

  private async step(step: number, counts: readonly number[]): Promise<void> {
    const publication = this.publish(this.places, counts, this.seen.at(-1) ?? null, step);
    this.seen.push(publication);
    const events = eventsOf({ ...publication, ...takingPart(this.places, this.places) }, 'real');
    const heard = this.world.heard.length;
    await this.world.append(...events.map(toldNeeds));
    const at = slot(step);
    // The cells are there, and what follows from them.
    await this.world.until(
      '/api/v1/picture?layers=need',
      (text) => text.split(`"from":"${at}"`).length > events.length,
    );
    await this.world.settled();
    this.reader.features('snapshot', await this.world.get('/api/v1/picture'), at);
    this.reader.features('deltas', JSON.stringify(this.world.heard.slice(heard)), at);
    const wholeTown = (code: string): number[] | null => (code.startsWith('17') ? ALL : null);
    for (const by of ['municipality', 'prefecture'])
      this.reader.rollups('areas', await this.world.get(`/api/v1/rollups?by=${by}`), at, wholeTown);
    for (const level of ['first', 'second', 'third'] as const) {
      const text = await this.world.get(`/api/v1/rollups?by=grid&level=${level}&bbox=136,36.9,137,37.1`);
      this.reader.rollups('squares', text, at, (code) =>
        ALL.filter((index) => gridSquareAt(shelterAt(index), level)?.code === code),
      );
    }
    for (const run of runsOf(SHELTERS)) {
      const area = { type: 'Polygon', coordinates: [ring(boxOf(run))] };
      this.reader.rollups('drawn', await this.world.post('/api/v1/rollups', area), at, () =>
        ALL.slice(run[0], run[1] + 1),
      );
    }
    const town = { type: 'Polygon', coordinates: [ring([135.9, 36.8, 137.1, 37.2])] };
    this.reader.rollups('drawn', await this.world.post('/api/v1/rollups', town), at, () => ALL);
    this.tiles.push(await Promise.all(TILES.map(async (tile) => (await this.world.bytes(tile)).toString('hex'))));
    this.known.push(new Date().toISOString());
  }

  /** Everything that the hub still tells of earlier times. */
  private async past(): Promise<void> {
    const last = slot(this.history.length - 1);
    const ids = [
      ...this.places.map(({ shelterId }) => `${shelterId}/needs`),
      'needs:municipality:17202',
      'needs:prefecture:17',
    ];
    for (const id of ids) {
      const address = `/api/v1/features/${encodeURIComponent(id)}/history`;
      const text = await this.world.until(address, (history) => history.includes(last));
      this.reader.features('history', text, last);
    }
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const to = new Date().toISOString();
    const changes = await this.world.get(`/api/v1/picture/changes?from=${from}&to=${to}&layers=need`);
    this.reader.features('changes', changes, last);
    await this.pastPictures();
  }

  /** The picture at each moment when anything of needs changed, also half way through a publication, and by each pair of clocks. */
  private async pastPictures(): Promise<void> {
    const { features } = JSON.parse(await this.world.get('/api/v1/picture?layers=need,impact')) as {
      features: { id: string }[];
    };
    const moments = new Set(this.known);
    for (const { id } of features) {
      const { versions } = JSON.parse(
        await this.world.get(`/api/v1/features/${encodeURIComponent(id)}/history`),
      ) as FeatureHistory;
      for (const { knownFrom } of versions) moments.add(knownFrom);
    }
    const layers = 'layers=need,impact';
    for (const knownAt of moments) {
      this.reader.past('known then', await this.world.get(`/api/v1/picture?knownAt=${knownAt}&${layers}`));
    }
    for (const knownAt of this.known)
      for (const at of this.known.map((_, step) => slot(step)))
        this.reader.past('so then', await this.world.get(`/api/v1/picture?at=${at}&knownAt=${knownAt}&layers=need`));
  }

  /** The worlds that could be at a step, for a reader of some ways. */
  worlds(step: number, ways: (claim: Claim) => boolean, knowsMethod: boolean): number[][] {
    const truth = this.history[step]!;
    const most = Math.max(truth.reduce((sum, count) => sum + count, 0) + 2 * K, 2 * K);
    const claims = this.reader.claims.filter((claim) => claim.at === slot(step) && ways(claim));
    const before = this.seen[step - 1] ?? null;
    const said = JSON.stringify(this.seen[step]);
    return allWorlds(SHELTERS, most)
      .filter((world) => claims.every((claim) => agrees(world, claim)))
      .filter((world) => !knowsMethod || JSON.stringify(this.publish(this.places, world, before, step)) === said);
  }

  get ways(): string[] {
    return [...new Set(this.reader.claims.map(({ way }) => way))].sort();
  }
}

const couldBe = (worlds: readonly (readonly number[])[], shelter: number): number[] =>
  [...new Set(worlds.map((world) => world[shelter] ?? 0))].sort((a, b) => a - b);

/**
 * Files are no further ways. The list of needs becomes CSV in the browser, out of these features alone: `web/src/needs/need-csv.spec.ts`
 * shows that it has no cell that they do not have. A sheet is drawn from them too, and totals have no file. The one table that the hub
 * writes, the log book, holds what people wrote.
 */
const EVERY_WAY = [
  ...['areas', 'changes', 'deltas', 'drawn', 'history', 'impact', 'known then', 'known then impact', 'snapshot'],
  ...['so then', 'squares'],
];
/** Small ones beside a large one, newcomers, somebody who leaves, a family that is hidden and shown again. */
const HISTORY = [
  [9, 2, 1, 1],
  [9, 2, 2, 1],
  [12, 2, 2, 1],
  [12, 1, 0, 0],
  [8, 2, 1, 2],
];

describe('a reader of everything that the hub lets out, at all times', () => {
  const kept = new Let(suppressed, HISTORY);
  beforeAll(() => kept.run(), LONG_MS);
  afterAll(() => kept.world.stop(), LONG_MS);

  it('reads all the ways there are', () => {
    expect(kept.ways).toEqual(EVERY_WAY);
    expect(kept.reader.claims.length).toBeGreaterThan(100);
  });

  it('is told nothing that is not so', () => {
    for (const [step, truth] of HISTORY.entries()) {
      const wrong = kept.reader.claims.filter((claim) => claim.at === slot(step) && !agrees(truth, claim));
      expect(wrong).toEqual([]);
    }
  });

  it('sees the same tiles whatever is counted', () => {
    expect(kept.tiles).toHaveLength(HISTORY.length);
    expect(kept.tiles[0]!.filter((tile) => tile.length > 0)).not.toEqual([]);
    for (const tiles of kept.tiles) expect(tiles).toEqual(kept.tiles[0]);
  });

  it('finds no count below k, knowing the method too', () => {
    for (const [step, truth] of HISTORY.entries()) {
      const worlds = kept.worlds(step, () => true, true);
      for (const [shelter, count] of truth.entries()) {
        if (count >= K) continue;
        const possible = couldBe(worlds, shelter);
        expect([step, shelter, possible.length > 1]).toEqual([step, shelter, true]);
        const shown = kept.seen[step]!.areas[`shelter/${kept.places[shelter]!.shelterId}`]?.[NEED]?.value;
        if (typeof shown !== 'number') expect([step, shelter, possible[0]]).toEqual([step, shelter, 0]);
      }
    }
  });

  it('learns nothing by any way that the publications themselves do not say', () => {
    for (const step of HISTORY.keys()) {
      expect(kept.worlds(step, () => true, true)).toEqual(kept.worlds(step, () => false, true));
    }
  });
});

describe('the same reader where only small numbers are hidden', () => {
  const open = new Let(smallOnesHidden, [[9, 1, 5, 4]]);
  beforeAll(() => open.run(), LONG_MS);
  afterAll(() => open.world.stop(), LONG_MS);

  it.each(['snapshot', 'deltas', 'history', 'changes', 'known then', 'so then'])(
    'finds the one person by %s alone',
    (way) => {
      expect(
        couldBe(
          open.worlds(0, (claim) => claim.way === way, false),
          1,
        ),
      ).toEqual([1]);
    },
  );

  it.each(['drawn', 'squares', 'impact'])('finds by %s and the total that it is not two', (way) => {
    const both = open.worlds(0, (claim) => claim.way === way || claim.way === 'areas', false);
    expect(couldBe(both, 1)).toEqual([0, 1]);
  });
});
