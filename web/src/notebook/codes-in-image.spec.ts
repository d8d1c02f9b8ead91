import { describe, expect, it } from '@jest/globals';
import { create } from 'qrcode';
import toSjis from 'qrcode/helper/to-sjis.js';
import { codesInImage, type Pixels } from './codes-in-image.js';
import { collectCode, isWhole, notebookBytes, type CollectedCodes } from './collect-codes.js';
import { cp932, cutNotebook, pictureOf } from './notebook-codes.suite.js';

const MEDICINES = Array.from(
  { length: 9 },
  (_, index) => `201,${index + 1},見本の薬表示能力${index}号錠,1,錠,2,62000000${index},1`,
);
const TEXT = ['JAHISTC08,1', '1,見本　花子,2,19510214,,,,,,,ミホン　ハナコ', '5,20261120,1', ...MEDICINES, ''].join(
  '\r\n',
);

describe('codes in a picture', () => {
  it('are read as the bytes that they hold, in the middle of a character too', () => {
    const codes = [2, 3, 4, 5, 6, 7, 8, 9]
      .map((total) => cutNotebook(TEXT, total))
      .find((cut) => cut.some((bytes) => !TEXT.includes(new TextDecoder('shift_jis').decode(bytes.subarray(0, 8)))))!;
    for (const code of codes) expect(codesInImage(pictureOf([code]))).toEqual([{ bytes: code, append: null }]);
  });

  it.each([0, 7, 90, 180])('are all found where several stand side by side, turned by %i degrees', (turn) => {
    const codes = cutNotebook(TEXT, 3);
    let known: CollectedCodes | null = null;
    for (const code of codesInImage(pictureOf(codes, { turn }))) known = collectCode(known, code).collected;
    expect(known !== null && isWhole(known)).toBe(true);
    expect(new TextDecoder('shift_jis').decode(notebookBytes(known!)).replaceAll(/\r\n911,.*/g, '')).toContain(
      '見本の薬',
    );
  });

  it('are read where kanji stand as kanji', () => {
    const text = '1,見本花子,2';
    const modules = create(text, { errorCorrectionLevel: 'M', toSJISFunc: toSjis }).modules;
    const single = create([{ data: '見本花子', mode: 'kanji' }], {
      errorCorrectionLevel: 'M',
      toSJISFunc: toSjis,
    }).modules;
    expect(codesInImage(drawn(modules)).map(({ bytes }) => bytes)).toEqual([cp932(text)]);
    expect(codesInImage(drawn(single)).map(({ bytes }) => bytes)).toEqual([cp932('見本花子')]);
  });

  it('are none where there is none', () => {
    expect(codesInImage({ data: new Uint8ClampedArray(400 * 400 * 4).fill(200), width: 400, height: 400 })).toEqual([]);
  });
});

function drawn(modules: ReturnType<typeof create>['modules']): Pixels {
  const [module, quiet] = [5, 4];
  const side = (modules.size + 2 * quiet) * module;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const [row, column] = [Math.floor(y / module) - quiet, Math.floor(x / module) - quiet];
      const isIn = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      if (isIn && modules.get(row, column) === 1) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return { data, width: side, height: side };
}
