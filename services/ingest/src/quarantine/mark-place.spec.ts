import { describe, expect, it } from '@jest/globals';
import { markPlace } from './mark-place.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('markPlace', () => {
  it('shows the lines around the place, and marks it', () => {
    const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n');
    const { lines, encoding } = markPlace(bytes(text), { line: 10, column: 3 });
    expect(encoding).toBe('utf-8');
    expect(lines.map(({ number }) => number)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(lines.filter(({ marked }) => marked)).toEqual([{ number: 10, marked: true, text: 'line 10', column: 3 }]);
  });

  it('cuts a document of one line around the place', () => {
    const long = `${'a'.repeat(5_000)}HERE${'b'.repeat(5_000)}`;
    const [line] = markPlace(bytes(long), { line: 1, column: 5_001 }).lines;
    expect(line?.text.length).toBeLessThan(500);
    expect(line?.text.slice((line.column ?? 0) - 1).startsWith('HERE')).toBe(true);
  });

  it('finds the name of a JSON pointer', () => {
    const json = '{\n  "features": [\n    { "when": "tomorrow" }\n  ]\n}';
    expect(markPlace(bytes(json), { path: '/features/0/when' }).lines.find(({ marked }) => marked)).toMatchObject({
      number: 3,
      column: 8,
    });
  });

  it('reads Shift_JIS, and shows what is no text as it is', () => {
    const sjis = new Uint8Array([0x93, 0xfa, 0x96, 0x7b, 0x0a, 0x78]);
    expect(markPlace(sjis, { line: 1 })).toMatchObject({
      encoding: 'shift_jis',
      lines: [{ text: '日本' }, { text: 'x' }],
    });
    expect(markPlace(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00]), null)).toEqual({
      encoding: 'binary',
      lines: [],
      hex: '50 4b 03 04 00',
    });
  });

  it('marks nothing where no place is known', () => {
    expect(markPlace(bytes('a\nb'), null).lines.map(({ marked }) => marked)).toEqual([false, false]);
  });
});
