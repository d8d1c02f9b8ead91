import { describe, expect, it } from '@jest/globals';
import { IntakeTurns, laneOf } from './intake-turns.js';

const one = { atWork: 1, waiting: 2 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('whose turn it is', () => {
  it('comes in the order in which they came', async () => {
    const turns = new IntakeTurns({ readings: one });
    const order: string[] = [];
    const work = async (name: string): Promise<void> => {
      const leave = await turns.take('readings');
      order.push(name);
      await Promise.resolve();
      leave();
    };
    await Promise.all([work('first'), work('second'), work('third')]);
    expect(order).toEqual(['first', 'second', 'third']);
    expect(turns.states.find(({ queue }) => queue === 'intake.readings')).toMatchObject({ size: 0, peak: 2 });
    expect(turns.states.find(({ queue }) => queue === 'intake.readings-at-work')).toMatchObject({ size: 0, peak: 1 });
  });

  it('refuses one more than may wait, to come again, and takes it later', async () => {
    const turns = new IntakeTurns({ readings: one });
    const leave = await turns.take('readings');
    const waiting = [turns.take('readings'), turns.take('readings')];
    await expect(turns.take('readings')).rejects.toMatchObject({ code: 'ingest.unavailable', retryable: true });
    leave();
    (await waiting[0]!)();
    (await waiting[1]!)();
    (await turns.take('readings'))();
    expect(turns.states.every(({ size }) => size === 0)).toBe(true);
  });

  it('is the same at once for what is urgent, however full the others are', async () => {
    const turns = new IntakeTurns({ readings: one, telegrams: one });
    for (const lane of ['readings', 'telegrams'] as const) {
      await turns.take(lane);
      void turns.take(lane);
    }
    expect(await turns.take('urgent')).toBeInstanceOf(Function);
  });
});

describe('the lane of bytes', () => {
  it('is that of urgent telegrams for what their first words say', () => {
    expect(laneOf('jma-xml', bytes('<Report><Control><Title>津波警報・注意報・予報a</Title>'))).toBe('urgent');
    expect(laneOf('jma-xml', bytes('<Report><Control><Title>緊急地震速報（警報）</Title>'))).toBe('urgent');
    expect(laneOf('p2pquake', bytes('{"id":"a","code":552,"time":"…"}'))).toBe('urgent');
    expect(laneOf('cap', bytes('<alert><info><severity>Extreme</severity>'))).toBe('urgent');
  });

  it('is that of telegrams for all others, and of readings and tables by their format', () => {
    expect(laneOf('jma-xml', bytes('<Report><Control><Title>震源・震度に関する情報</Title>'))).toBe('telegrams');
    expect(laneOf('p2pquake', bytes('{"code":551}'))).toBe('telegrams');
    expect(laneOf('sensorthings', bytes('津波'))).toBe('readings');
    expect(laneOf('csv', bytes('津波'))).toBe('tables');
  });

  it('looks at no more than the head', () => {
    expect(laneOf('jma-xml', bytes(`${' '.repeat(3_000)}津波`))).toBe('telegrams');
  });
});
