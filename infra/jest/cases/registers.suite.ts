import { expect, it } from '@jest/globals';

export function registers(): void {
  it('is registered by a suite, in the file that took it', () => expect(true).toBe(true));
}
