import { describe, expect, it } from '@jest/globals';
import { boxOf, cornersOf, NO_AREA, readBox, ringOf, withAct, type AreaSketch, type SketchAct } from './area-sketch.js';

const after = (...acts: SketchAct[]): AreaSketch => acts.reduce(withAct, NO_AREA);
const add = (lng: number, lat: number): SketchAct => ({ act: 'add', at: [lng, lat] });
const POLYGON: SketchAct = { act: 'tool', tool: 'polygon' };

describe('an area that is drawn', () => {
  it('is a box after two presses, whichever corners they are', () => {
    const sketch = after(add(137, 36), add(136.123456, 37));
    expect([sketch.ended, boxOf(sketch)]).toEqual([true, [136.1235, 36, 137, 37]]);
    expect(cornersOf(sketch)).toHaveLength(4);
  });

  it('is no box after one press, and none after the second press of a double one', () => {
    expect(boxOf(after(add(137, 36)))).toBeNull();
    expect(boxOf(after(add(137, 36), add(137, 36)))).toBeNull();
  });

  it('keeps the opposite corner of a box when one is moved', () => {
    const box = after(add(136, 36), add(137, 37));
    expect(boxOf(withAct(box, { act: 'move', index: 2, at: [138, 38] }))).toEqual([136, 36, 138, 38]);
    expect(boxOf(withAct(box, { act: 'move', index: 0, at: [135, 35] }))).toEqual([135, 35, 137, 37]);
  });

  it('is a closed ring against the clock, whichever way it was drawn', () => {
    const ring = ringOf(after(POLYGON, add(0, 0), add(0, 1), add(1, 1), { act: 'end' }));
    expect(ring).toEqual([
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 1],
    ]);
  });

  it('does not end with two corners, and loses the last one when it is taken back', () => {
    const two = after(POLYGON, add(0, 0), add(0, 1), { act: 'end' });
    expect([two.ended, ringOf(two)]).toEqual([false, null]);
    expect(withAct(two, { act: 'take-back' }).points).toEqual([[0, 0]]);
  });

  it('begins anew with a press after its end', () => {
    expect(after(add(136, 36), add(137, 37), add(140, 40)).points).toEqual([[140, 40]]);
  });
});

describe('four numbers that are typed', () => {
  it('are a box', () => {
    expect(readBox(['136', ' 36.5', '137.25', '38'])).toEqual([136, 36.5, 137.25, 38]);
  });

  it.each([
    [['136', '36', '135', '37']],
    [['136', '38', '137', '37']],
    [['136', '36', '137', '']],
    [['136', '36', '137', '91']],
    [['136', '36', 'x', '37']],
  ])('are none as %j', (typed) => {
    expect(readBox(typed)).toBeNull();
  });
});
