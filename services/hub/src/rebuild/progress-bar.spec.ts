import { describe, expect, it } from '@jest/globals';
import { ProgressBar, progressLine } from './progress-bar.js';

describe('a line of progress', () => {
  it('tells the share, what was read, how fast, and how long it will take at this rate', () => {
    const line = progressLine('real', { done: 500, of: 2_000, records: 450 }, 10_000);
    expect(line).toBe('real ██████░░░░░░░░░░░░░░░░░░ 25 %  450 events, 45 /s, 0:30 left');
  });

  it('is full when there is nothing to do, and promises nothing before it began', () => {
    expect(progressLine('drill', { done: 0, of: 0, records: 0 }, 0)).toContain('100 %  0 events, 0 /s');
    expect(progressLine('real', { done: 0, of: 9, records: 0 }, 1_000)).not.toContain('left');
  });
});

describe('a progress bar', () => {
  const drawn = (isTTY: boolean, moments: readonly number[]): string[] => {
    const written: string[] = [];
    let now = 0;
    const bar = new ProgressBar('real', { isTTY, write: (text: string) => written.push(text) }, () => now);
    for (const [index, moment] of moments.entries()) {
      now = moment;
      bar.show({ done: index + 1, of: moments.length, records: index + 1 });
    }
    return written;
  };

  it('is written over on a terminal, not with every record', () => {
    const written = drawn(true, [10, 20, 150, 160, 300]);
    expect(written).toHaveLength(2);
    expect(written.every((text) => text.startsWith('\r\u001b[K') && !text.endsWith('\n'))).toBe(true);
  });

  it('is a plain line from time to time elsewhere, and the last one always', () => {
    const written = drawn(false, [10, 4_000, 5_100, 5_200, 5_300]);
    expect(written.map((text) => /(\d+) %.*\n$/.exec(text)?.[1])).toEqual(['60', '100']);
  });
});
