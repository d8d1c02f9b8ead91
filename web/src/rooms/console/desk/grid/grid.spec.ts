import { describe, expect, it } from '@jest/globals';
import { millisOf, type FeatureId, type Instant } from '@hinomi/contracts';
import fc from 'fast-check';
import { GRID_COLUMNS } from './grid-columns.js';
import { move, type GridMove } from './grid-move.js';
import { fillBlock, isUnreadable, planOf, toldWith, undoOf, type RowReport } from './grid-report.js';
import {
  addShelters,
  admitPaste,
  chooseShelter,
  EMPTY_GRID,
  putCell,
  readGrid,
  removeRow,
  removeUntouched,
  settle,
  undoWithdrawn,
  withdrawCell,
} from './grid-session.js';
import { ShelterMatcher } from './match-shelters.js';
import { entry } from './paste.suite.js';
import { readTable } from './paste-table.js';
import { countOf, lookAt, readPaste, remap } from './read-paste.js';

const NOW_MS = millisOf('2026-11-26T01:30:00.000Z' as Instant);
const NOW = '2026-11-26T01:30:00.000Z';
const a = { id: 'a' as FeatureId, name: '甲小学校' };
const b = { id: 'b' as FeatureId, name: '乙公民館' };
const matcher = new ShelterMatcher([
  entry('a', '甲小学校', { nationalId: 'E1720200010111' }),
  entry('b', '乙公民館'),
  entry('c', '丙体育館'),
]);
const two = addShelters(EMPTY_GRID, [a, b]);
const [keyA, keyB] = two.rows.map(({ key }) => key) as [number, number];

const pastedTable = (text: string) => lookAt(readTable(text) ?? [], '17202');

describe('the grid of the desk', () => {
  it('reports what was touched, and nothing else', () => {
    const typed = putCell(putCell(two, keyA, 'evacueeno', '12'), keyB, 'toldBy', '総務課');
    const { ready, held } = planOf(typed, NOW_MS);
    expect(held).toEqual([]);
    expect(ready).toMatchObject([
      { key: keyA, shelter: a, seenAt: NOW, statement: { answers: { evacueeno: { value: 12, observedAt: NOW } } } },
    ]);
    expect(Object.keys(ready[0]!.statement.answers)).toEqual(['evacueeno']);
    expect(planOf(putCell(typed, keyA, 'evacueeno', ''), NOW_MS).ready).toEqual([]);
  });
  it('says who told it and when for all rows, and a row may say otherwise', () => {
    let grid = { ...two, toldBy: '市役所', seenAt: '9:00' };
    grid = putCell(putCell(grid, keyA, 'water', '?'), keyB, 'water', 'enough');
    grid = putCell(putCell(grid, keyB, 'toldBy', '館長'), keyB, 'seenAt', '10:00');
    expect(planOf(grid, NOW_MS).ready).toMatchObject([
      { toldBy: '市役所', seenAt: '2026-11-26T00:00:00.000Z' },
      { toldBy: '館長', seenAt: '2026-11-26T01:00:00.000Z' },
    ]);
  });
  it('withdraws what the desk told wrongly, and tells it again as it was', () => {
    const at = '2026-11-26T00:00:00.000Z' as Instant;
    const before = {
      answers: {
        evacueeno: { value: 45, observedAt: at },
        water: { value: null, observedAt: at },
        urgent: { value: 'yes', observedAt: at },
      },
      urgentNeed: '水',
    };
    let grid = putCell(two, keyA, 'careno', '3');
    for (const column of ['evacueeno', 'water', 'urgent'] as const) grid = withdrawCell(grid, keyA, column);
    const [row] = planOf(grid, NOW_MS).ready as [RowReport];
    expect(toldWith(before, row)).toEqual({ answers: { careno: { value: 3, observedAt: NOW } }, urgentNeed: null });
    // The same key again, and nothing is said of it.
    expect(planOf(withdrawCell(grid, keyA, 'water'), NOW_MS).ready[0]?.withdrawn).toEqual(['evacueeno', 'urgent']);
    const sent = settle(grid, keyA, { is: 'taken', at }, row.cells, undoOf(before, row));
    expect(planOf(sent, NOW_MS)).toEqual({ ready: [], held: [] });
    const [again] = planOf(undoWithdrawn({ ...sent, seenAt: '10:00' }, keyA), NOW_MS).ready as [RowReport];
    expect(toldWith({ answers: {} }, again)).toEqual(before);
  });
  it('is not withdrawn from by a cell that is typed in after all', () => {
    const grid = putCell(withdrawCell(two, keyA, 'evacueeno'), keyA, 'evacueeno', '7');
    expect(planOf(grid, NOW_MS).ready).toMatchObject([
      { withdrawn: [], statement: { answers: { evacueeno: { value: 7 } } } },
    ]);
    expect(planOf(putCell(grid, keyA, 'evacueeno', ''), NOW_MS).ready).toEqual([]);
  });
  it('holds back what the clerk has to see to, and sends the rest', () => {
    let grid = admitPaste(
      two,
      readPaste(pastedTable('名称\t避難者数\n甲小学校\t約10\n乙公民館\t5\n丁会館\t7'), matcher, NOW_MS),
    );
    expect(grid.rows).toHaveLength(3);
    const [, , third] = grid.rows;
    expect(planOf(grid, NOW_MS)).toMatchObject({
      ready: [{ shelter: b }],
      held: [
        { key: keyA, why: 'unreadable' },
        { key: third!.key, why: 'no-shelter' },
      ],
    });
    grid = chooseShelter(putCell(grid, keyA, 'evacueeno', '10'), third!.key, b);
    expect(planOf(grid, NOW_MS).held).toMatchObject([
      { key: keyB, why: 'twice' },
      { key: third!.key, why: 'twice' },
    ]);
    expect(planOf(removeRow(grid, third!.key), NOW_MS).ready).toHaveLength(2);
  });
  it('holds back a field that nobody can read', () => {
    expect(planOf(putCell(two, keyA, 'toiletno', 'many'), NOW_MS).held).toEqual([{ key: keyA, why: 'unreadable' }]);
    expect(planOf({ ...putCell(two, keyA, 'toiletno', '1'), seenAt: '25:00' }, NOW_MS).held).toHaveLength(1);
    expect([isUnreadable('seenAt', '25:00', NOW_MS), isUnreadable('water', 'x', NOW_MS)]).toEqual([true, true]);
    expect([isUnreadable('seenAt', '', NOW_MS), isUnreadable('toldBy', 'x', NOW_MS)]).toEqual([false, false]);
  });
  it('clears what the hub has taken, keeps what it has not, and what was typed while it was under way', () => {
    const typed = putCell(two, keyA, 'evacueeno', '12');
    const sent = typed.rows[0]!.cells;
    const later = putCell(typed, keyA, 'water', 'enough');
    const done = settle(later, keyA, { is: 'taken', at: NOW as Instant }, sent);
    expect(done.rows[0]).toMatchObject({ cells: { water: { typed: 'enough' } }, result: { is: 'taken' } });
    expect(Object.keys(done.rows[0]!.cells)).toEqual(['water']);
    const failed = settle(typed, keyA, { is: 'failed', failure: { kind: 'forbidden', detail: '' } });
    expect(failed.rows[0]).toMatchObject({ cells: { evacueeno: { typed: '12' } }, result: { is: 'failed' } });
  });
  it('has each shelter once by search, and keeps a row that is written in when it is pasted again', () => {
    expect(addShelters(two, [a, b]).rows).toHaveLength(2);
    const typed = putCell(two, keyA, 'evacueeno', '12');
    const again = admitPaste(typed, readPaste(pastedTable('名称\t避難者数\n甲小学校\t50'), matcher, NOW_MS));
    expect(again.rows.map(({ shelter, cells }) => [shelter?.id, cells.evacueeno?.typed])).toEqual([
      ['a', '12'],
      ['b', undefined],
      ['a', '50'],
    ]);
    expect(removeUntouched(again).rows).toHaveLength(2);
  });
  it('survives a reload; what is not its own is left', () => {
    const typed = { ...putCell(two, keyA, 'evacueeno', '12'), view: 'grid' as const };
    expect(readGrid(JSON.stringify(typed))).toEqual(typed);
    expect([null, '{', 'null', '{"rows":3}'].map(readGrid)).toEqual(Array(4).fill(EMPTY_GRID));
  });
});

describe('a table that is pasted', () => {
  it('is understood by its headings, and each can be changed', () => {
    const pasted = pastedTable(
      '共通ID\t避難所名\t避難者数\t備考\nE1720200010111\t甲小学校\t120人\t4基\n\t乙公民館\t-\t不明',
    );
    expect(pasted).toMatchObject({ headerRows: 1, municipality: '17202', mapping: ['id', 'name', 'evacueeno', null] });
    const rows = readPaste({ ...pasted, mapping: remap(pasted.mapping, 3, 'toiletno') }, matcher, NOW_MS);
    expect(rows).toMatchObject([
      { said: '甲小学校', shelter: a, cells: { evacueeno: { typed: '120' }, toiletno: { typed: '4' } } },
      { said: '乙公民館', shelter: b, cells: { toiletno: { typed: '?' } } },
    ]);
    expect(remap(['name', 'evacueeno'], 0, 'evacueeno')).toEqual(['evacueeno', null]);
  });
  it('takes the municipality from its IDs where they agree', () => {
    expect(lookAt(readTable('ID\t名称\nE1720200010111\t甲小学校') ?? [], '').municipality).toBe('17202');
    expect(lookAt(readTable('ID\t名称\nE1720200010111\t甲\nE1720300010111\t乙') ?? [], '').municipality).toBe('');
  });
  it('without headings is understood only as far as it can be nothing else', () => {
    const pasted = pastedTable('甲小学校\t開設\t120\t3\t足りている\n乙公民館\t閉鎖\t0\t0\t今日不足');
    expect(pasted).toMatchObject({ headerRows: 0, mapping: ['name', 'eststts', 'evacueeno', null, null] });
    expect(countOf(readPaste(pasted, matcher, NOW_MS))).toEqual({ rows: 2, open: 0, unclear: 0 });
  });
  it('marks every cell that says something unclear, and never loses one', () => {
    const said = fc.stringMatching(/^[0-9人名約不明開設閉鎖-]{0,6}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(said, said), { minLength: 1, maxLength: 6 }), (lines) => {
        const text = ['名称\t避難者数\t開設状況', ...lines.map(([x, y]) => `甲小学校\t${x}\t${y}`)].join('\n');
        const rows = readPaste(pastedTable(text), matcher, NOW_MS);
        expect(rows).toHaveLength(lines.length);
        rows.forEach(({ cells }, at) => {
          const [people = '', state = ''] = lines[at] ?? [];
          for (const [cell, from] of [
            [cells.evacueeno, people],
            [cells.eststts, state],
          ] as const) {
            if (cell === undefined) expect(from).toMatch(/^-*$/);
            else expect(cell.said ?? from).toBe(from);
          }
        });
      }),
    );
  });
  it('fills the cells from where it is pasted, as far as the grid reaches', () => {
    const block = readTable('開設\t１２\n閉鎖\t不足') ?? [];
    const filled = fillBlock(two, GRID_COLUMNS, { row: 0, column: 0 }, [...block, ['開設']], NOW_MS);
    expect(filled.rows.map(({ cells }) => cells)).toEqual([
      { eststts: { typed: 'open' }, evacueeno: { typed: '12' } },
      { eststts: { typed: 'close' }, evacueeno: { typed: '', said: '不足' } },
    ]);
    const cleared = fillBlock(filled, GRID_COLUMNS, { row: 1, column: 1 }, [['-', '3']], NOW_MS);
    expect(cleared.rows[1]?.cells).toEqual({ eststts: { typed: 'close' }, careno: { typed: '3' } });
  });
});

describe('the keys of the grid', () => {
  const size = { rows: 3, columns: 4 };
  const from = (row: number, column: number, anchor = column) => ({ row, column, anchor });

  it('go as in a spreadsheet', () => {
    expect(move(from(0, 1), 'next', size)).toEqual(from(0, 2, 1));
    expect(move(from(0, 3, 1), 'next', size)).toEqual(from(1, 0));
    expect(move(from(0, 3, 1), 'enter', size)).toEqual(from(1, 1));
    expect(move(from(1, 0), 'previous', size)).toEqual(from(0, 3));
    expect(move(from(2, 1), 'enter', size)).toBeNull();
    expect(move(from(0, 1), 'up', size)).toBeNull();
    expect([move(from(1, 2), 'row-start', size), move(from(1, 2), 'row-end', size)]).toEqual([from(1, 0), from(1, 3)]);
  });
  it('never leave it', () => {
    const moves: GridMove[] = ['up', 'down', 'left', 'right', 'next', 'previous', 'enter', 'row-start', 'row-end'];
    fc.assert(
      fc.property(fc.nat(2), fc.nat(3), fc.nat(3), fc.constantFrom(...moves), (row, column, anchor, to) => {
        const place = move({ row, column, anchor: Math.min(anchor, column) }, to, size);
        if (place === null) return;
        expect([place.row < 3, place.column < 4, place.anchor <= place.column, place.row >= 0]).toEqual(
          Array(4).fill(true),
        );
      }),
    );
  });
});
