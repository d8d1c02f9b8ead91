import { describe, expect, it } from '@jest/globals';
import { localPath } from './arrival.js';

describe('coming back from the sign-in', () => {
  it.each(['/', '/?x=1#accounts', '/#feature/a'])('returns to %s', (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)', ''])(
    'never leaves for %s',
    (path) => {
      expect(localPath(path)).toBe('/');
    },
  );
});
