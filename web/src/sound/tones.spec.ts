import { describe, expect, it } from '@jest/globals';
import { lengthS, TONES, turnOf, type Alarm } from './tones.js';

const sounding = (alarm: Alarm, endS: number) => ({ alarm, endS });

describe('the tones', () => {
  it('differ in more than pitch', () => {
    const shapes = Object.values(TONES).map(({ hertz, toneS }) => {
      const steps = hertz.slice(1).map((tone, index) => Math.sign(tone - hertz[index]!));
      return `${toneS} ${steps.join()}`;
    });
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});

describe('whose turn it is', () => {
  it('is at once where nothing sounds, or all of it is lesser', () => {
    expect(turnOf([], 'danger', 0)).toBe('now');
    expect(turnOf([sounding('real', 2)], 'danger', 2)).toBe('now');
    expect(turnOf([sounding('level-4', 2), sounding('danger', 3)], 'eew', 1)).toBe('now');
  });

  it('is after what comes first, and never twice for one', () => {
    expect(turnOf([sounding('eew', 2)], 'level-5', 1)).toBe('after');
    expect(turnOf([sounding('eew', 2), sounding('level-5', 3)], 'level-5', 1)).toBe('not');
    expect(turnOf([sounding('eew', 2)], 'eew', 1)).toBe('not');
    expect(lengthS('level-4')).toBeCloseTo(0.44);
  });
});
