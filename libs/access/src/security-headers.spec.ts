import { describe, expect, it } from '@jest/globals';
import { permissionsPolicyOf } from './security-headers.js';

describe('the camera', () => {
  it('is for the pages that read codes with it, and for no other', () => {
    for (const page of ['/care/', '/care/index.html', '/shelter/?x=1'])
      expect(permissionsPolicyOf(page)).toContain('camera=(self)');
    for (const page of ['/', '/find/', '/pharmacy/', '/api/v1/care/', '/care/x'])
      expect(permissionsPolicyOf(page)).toContain('camera=()');
  });
});
