import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTaskNumber, taskNumber, TaskGoods } from './pharmacy-task.js';

const nth = fc.integer({ min: 1, max: 99_999 });

describe('the number of a task', () => {
  it('is short, read whole, and however it is written', () => {
    expect([taskNumber(1), taskNumber(17), taskNumber(12_345)]).toEqual(['001-8', '017-4', '12345-5']);
    for (const written of ['017-4', '0174', '０１７－４', ' 017 - 4 ']) expect(isTaskNumber(written)).toBe(true);
    for (const written of ['017', '017-5', '', '017-4a', '17'])
      expect([written, isTaskNumber(written)]).toEqual([written, false]);
  });

  it('is none when one digit was misread', () => {
    fc.assert(
      fc.property(nth, fc.nat(), fc.integer({ min: 1, max: 9 }), (n, at, by) => {
        const digits = taskNumber(n).replace('-', '');
        const place = at % digits.length;
        const wrong = `${digits.slice(0, place)}${(Number(digits[place]) + by) % 10}${digits.slice(place + 1)}`;
        return isTaskNumber(digits) && !isTaskNumber(wrong);
      }),
    );
  });
});

describe('what is written for a pharmacy', () => {
  it('is one short line each', () => {
    const goods = { goods: 'インスリン', amount: '3本', note: null };
    expect(TaskGoods.safeParse(goods).success).toBe(true);
    for (const over of [{ goods: '' }, { goods: 'a\nb' }, { amount: 'x'.repeat(41) }, { note: ' ' }, { more: 1 }])
      expect([over, TaskGoods.safeParse({ ...goods, ...over }).success]).toEqual([over, false]);
  });
});
