import { describe, expect, it } from '@jest/globals';
import { fileName } from './file-name.js';
import { PAPERS, sheetDots, sheetSize, TURNS } from './paper.js';
import { flow, layoutSheet, scaleBar, wrap, type Box } from './sheet-layout.js';

const SHEETS = PAPERS.flatMap((paper) => TURNS.map((turn) => ({ paper, turn })));
const MARKS = [true, false].flatMap((drill) => [true, false].map((past) => ({ drill, past })));
const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe('a sheet', () => {
  it('is of the size of its paper, either way', () => {
    expect(sheetSize({ paper: 'A3', turn: 'landscape' })).toEqual({ width: 420, height: 297 });
    expect(sheetSize({ paper: 'A4', turn: 'portrait' })).toEqual({ width: 210, height: 297 });
    expect(sheetDots({ paper: 'A3', turn: 'landscape' })).toEqual({ width: 3307, height: 2339 });
  });

  it.each(SHEETS)('has everything on it, and nothing over another: $paper $turn', (sheet) => {
    for (const marks of MARKS) {
      const { page, drill, past, title, times, map, legend, foot } = layoutSheet(sheet, marks);
      const boxes = [drill, past, title, times, map, legend, foot].filter((box) => box !== null);
      expect([drill !== null, past !== null]).toEqual([marks.drill, marks.past]);
      for (const [index, box] of boxes.entries()) {
        expect(box.x >= 0 && box.y >= 0).toBe(true);
        expect(box.x + box.width <= page.width && box.y + box.height <= page.height).toBe(true);
        expect(boxes.slice(index + 1).every((other) => apart(box, other))).toBe(true);
      }
      expect(map.width * map.height).toBeGreaterThan((page.width * page.height) / 3);
    }
  });
});

it('draws a bar of a round length that fits', () => {
  expect(scaleBar(100, 40)).toEqual({ meters: 2000, mm: 20 });
  expect(scaleBar(1234, 50)).toEqual({ meters: 50_000, mm: 50_000 / 1234 });
});

it('goes on in the next column, keeps a heading with its row, and says how many have no room', () => {
  const box = { x: 0, y: 0, width: 43, height: 10 };
  const row = { heading: false, lines: 1 };
  const { at, columnWidth, left } = flow([row, row, { heading: true, lines: 1 }, row, row, row, row, row], box, 2, 3);
  expect(columnWidth).toBe(20);
  expect(at.map((place) => place?.x ?? null)).toEqual([0, 0, 23, 23, null, null, null, null]);
  expect(left).toBe(4);
});

it('breaks Japanese anywhere and English at spaces, and says that it goes on', () => {
  const letters = (text: string): number => text.length;
  expect(wrap('大津波警報', 3, letters, 2)).toEqual(['大津波', '警報']);
  expect(wrap('major tsunami warning', 13, letters, 2)).toEqual(['major tsunami', 'warning']);
  expect(wrap('出ていません。次', 6, letters, 2)).toEqual(['出ていませ', 'ん。次']);
  expect(wrap('大津波警報が出ています', 4, letters, 2)).toEqual(['大津波警', '報が出…']);
});

it('names a file by what it shows, in Japanese time, and a drill as one', () => {
  const dataMs = Date.parse('2026-09-01T06:30:00Z');
  expect(fileName({ what: 'map', dataMs, drill: false, more: 'A3' }, 'pdf')).toBe('hinomi-map-20260901-1530-A3.pdf');
  expect(fileName({ what: 'map', dataMs, drill: true }, 'png')).toBe('hinomi-drill-map-20260901-1530.png');
});
