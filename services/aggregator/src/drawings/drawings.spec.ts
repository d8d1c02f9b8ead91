import { describe, expect, it } from '@jest/globals';
import { FeatureV1, type DrawingWrittenV1 } from '@hinomi/contracts';
import { drawingWrite, drawingWriteId, drawnLine, minute } from '@hinomi/testing';
import { Drawings } from './drawings.js';

const shown = (drawings: Drawings, over: string[] = []) =>
  [...drawings.deriveTouched((run) => run !== null && over.includes(run))].map(
    ([id, { feature }]) => [id, feature] as const,
  );
const drew = (...all: DrawingWrittenV1[]): Drawings => {
  const drawings = new Drawings();
  for (const written of all) drawings.write(written, minute(written.version + 1), null);
  return drawings;
};
const stands = (...all: DrawingWrittenV1[]) => shown(drew(...all)).map(([, feature]) => feature?.properties);

describe('drawings in the picture', () => {
  it('stand as annotations for headquarters, and say nothing of who drew them', () => {
    const [[id, feature] = []] = shown(drew(drawingWrite('A', 1, { jurisdiction: '17204' })));
    expect(FeatureV1.parse({ ...feature, version: 1 })).toMatchObject({
      ...{ id, layer: 'drawing', kind: 'annotation', severity: 0, recordedAt: minute(2), exercise: null },
      geometry: drawnLine().geometry,
      label: { classification: 'headquarters', jurisdiction: '17204' },
      properties: { type: 'drawing', kind: 'line', color: 'vermilion', revision: 1, writeId: drawingWriteId('A', 1) },
    });
    expect(JSON.stringify(feature)).not.toMatch(/本部|account:/);
  });

  it('are what their latest version says, in whatever order the versions come', () => {
    const [first, second] = [drawingWrite('A', 1), drawingWrite('A', 2, { drawing: drawnLine({ text: '迂回路' }) })];
    expect(stands(first, second)).toMatchObject([{ text: '迂回路', revision: 2 }]);
    expect(stands(second, first, second)).toEqual(stands(first, second));
  });

  it('of two versions that replace the same are what is first on the log', () => {
    const other = drawingWrite('A', 2, { writer: 'B', drawing: drawnLine({ color: 'blue' }) });
    expect(stands(drawingWrite('A', 1), drawingWrite('A', 2), other)).toMatchObject([{ color: 'vermilion' }]);
    expect(stands(drawingWrite('A', 1), other, drawingWrite('A', 2))).toMatchObject([{ color: 'blue' }]);
  });

  it('are gone when they are removed, and come back with another version', () => {
    const removed = drawingWrite('A', 2, { drawing: null });
    expect(stands(drawingWrite('A', 1), removed, drawingWrite('A', 1))).toEqual([undefined]);
    expect(stands(drawingWrite('A', 1), removed, drawingWrite('A', 3))).toMatchObject([{ revision: 3 }]);
  });

  it('of an exercise are its own, and gone with its run', () => {
    const drawings = drew(drawingWrite('A', 1), drawingWrite('A', 1, { run: 'run-a' }));
    expect(shown(drawings).map(([, feature]) => feature?.exercise)).toEqual([null, 'run-a']);
    drawings.touchEverything(null);
    expect(shown(drawings, ['run-a']).map(([, feature]) => feature?.exercise)).toEqual([null, undefined]);
    expect(drawings.facts().drawings).toHaveLength(1);
  });

  it('come back from a checkpoint, what was removed stays removed, and one from before there were drawings is read', () => {
    const drawings = drew(drawingWrite('A', 1), drawingWrite('B', 1), drawingWrite('B', 2, { drawing: null }));
    const again = new Drawings();
    again.restore(structuredClone(drawings.facts()));
    again.write(drawingWrite('B', 1), minute(9), null);
    expect(shown(again)).toEqual(shown(drawings));
    const none = new Drawings();
    none.restore({});
    expect(shown(none)).toEqual([]);
  });
});
