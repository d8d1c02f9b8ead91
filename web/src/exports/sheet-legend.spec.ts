import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '../words/words.js';
import { sheetLegend } from './sheet-legend.js';

const legendOf = (...marks: string[]) => sheetLegend({ ids: new Set(), marks: new Set(marks) }, wordsOf('ja'));

describe('the legend of a sheet', () => {
  it('has a row for each kind of drawing that is in sight, and says whose colours they are', () => {
    const part = legendOf('drawing:arrow', 'drawing:point').find(({ title }) => title === '描き込み');
    expect(part?.rows.map(({ swatch, text }) => [swatch && 'drawing' in swatch ? swatch.drawing : null, text])).toEqual(
      [
        ['point', '点'],
        ['arrow', '矢印'],
        [null, '色と線の種類は、描いた人が選んだものです。'],
      ],
    );
  });

  it('says nothing of drawings where there are none', () => {
    expect(legendOf('epicentre').map(({ title }) => title)).not.toContain('描き込み');
  });
});
