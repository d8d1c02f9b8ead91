import { describe, expect, it } from '@jest/globals';
import type { LngLat } from '@hinomi/contracts';
import { drawnFeatures, turnOf } from './drawn-features.js';
import {
  contentOf,
  measured,
  movedTo,
  NEW_SKETCH,
  pointsOf,
  withSketchAct,
  type Sketch,
  type SketchAct,
} from './sketch.js';

const A: LngLat = [136.9, 37.39];
const B: LngLat = [136.91, 37.39];
const C: LngLat = [136.91, 37.4];
const after = (...acts: SketchAct[]): Sketch => acts.reduce(withSketchAct, NEW_SKETCH);
const add = (...all: LngLat[]): SketchAct[] => all.map((at) => ({ act: 'add', at }));
const take = (tool: Sketch['tool']): SketchAct => ({ act: 'tool', tool });

describe('what is being drawn', () => {
  it('is a line of its positions, without the second press of a double one', () => {
    expect(contentOf(after(take('line'), ...add(A, B, B)))).toEqual({
      ...{ kind: 'line', color: 'vermilion', dash: 'solid', text: '' },
      geometry: { type: 'LineString', coordinates: [A, B] },
    });
  });

  it('is an area that ends where it begins', () => {
    expect(contentOf(after(take('area'), ...add(A, B, C)))?.geometry).toEqual({
      type: 'Polygon',
      coordinates: [[A, B, C, A]],
    });
  });

  it('is nothing while it lacks something', () => {
    for (const lacking of [
      after(...add(A, B)),
      after(take('line'), ...add(A)),
      after(take('area'), ...add(A, B)),
      after(take('text'), ...add(A)),
      after(take('point')),
    ])
      expect(contentOf(lacking)).toBeNull();
  });

  it('is a text once it has its words, at its last position', () => {
    const text = after(take('text'), ...add(A, B), { act: 'style', part: { text: ' 通行止め ' } });
    expect(contentOf(text)).toMatchObject({ text: '通行止め', geometry: { coordinates: B } });
  });

  it('is taken back one by one, left whole, and only then is the tool laid down', () => {
    const line = after(take('line'), ...add(A, B, C), { act: 'take-back' });
    expect(line.points).toEqual([A, B]);
    const left = withSketchAct(line, { act: 'cancel' });
    expect([left.tool, left.points]).toEqual(['line', []]);
    expect(withSketchAct(left, { act: 'cancel' }).tool).toBe('select');
    expect(withSketchAct(line, { act: 'ended' })).toMatchObject({ tool: 'line', points: [], text: '' });
  });

  it('is measured as it is drawn', () => {
    expect(measured('measure', [A, B])).toBe('883 m');
    expect(measured('area', [A, B, C])).toBe('49.1 ha');
    expect([measured('area', [A, B]), measured('line', [A]), measured('text', [A, B])]).toEqual([null, null, null]);
  });

  it('has each corner once to move, and stays closed', () => {
    const area = contentOf(after(take('area'), ...add(A, B, C)))!;
    expect(pointsOf(area)).toEqual([A, B, C]);
    expect(movedTo(area, [C, B, A]).geometry).toEqual({ type: 'Polygon', coordinates: [[C, B, A, C]] });
  });
});

describe('a drawing on the map', () => {
  it('has an arrow’s head at its end, turned as its last stretch runs', () => {
    const content = contentOf(after(take('arrow'), ...add(A, B, C)))!;
    const head = drawnFeatures({ id: 'd', content, unsent: false }).find(
      ({ properties }) => properties?.['part'] === 'head',
    );
    expect(head).toMatchObject({
      geometry: { coordinates: C },
      properties: { turn: 0, icon: 'drawing-head:vermilion' },
    });
    expect(turnOf([A, B])).toBeCloseTo(90, 6);
    expect(turnOf([B, A])).toBeCloseTo(-90, 6);
    expect(Math.abs(turnOf([C, B]))).toBeCloseTo(180, 6);
  });

  it('says its length where it was measured, and its words', () => {
    const content = { ...contentOf(after(take('measure'), ...add(A, B)))!, text: '迂回' };
    const said = drawnFeatures({ id: 'd', content, unsent: true }).map(({ properties }) => properties?.['said']);
    expect(said).toEqual([undefined, '883 m  迂回']);
  });
});
