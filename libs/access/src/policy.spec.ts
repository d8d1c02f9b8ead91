import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS, ROLES } from '@hinomi/contracts';
import { maySee, permits } from './policy.js';

describe('permits', () => {
  it('lets everyone read and nobody but operators change', () => {
    for (const role of ROLES) expect(permits(role, 'picture:read')).toBe(true);
    const writers = ROLES.filter((role) => permits(role, 'drills:run') && permits(role, 'feeds:write'));
    expect(writers).toEqual(['admin', 'operator']);
    expect(ROLES.filter((role) => permits(role, 'quarantine:read'))).toEqual(['admin', 'operator']);
  });

  it('lets an administrator do everything', () => {
    expect(PERMISSIONS.every((permission) => permits('admin', permission))).toBe(true);
  });
});

describe('maySee', () => {
  it('shows everyone what is public', () => {
    for (const role of ROLES) expect(maySee(role, { classification: 'public', jurisdiction: null })).toBe(true);
  });

  it('keeps from the public what is for responders', () => {
    const label = { classification: 'responders', jurisdiction: null } as const;
    expect(ROLES.filter((role) => !maySee(role, label))).toEqual(['public']);
  });

  it('keeps another jurisdiction to headquarters', () => {
    const label = { classification: 'public', jurisdiction: '17204' } as const;
    expect(ROLES.filter((role) => maySee(role, label))).toEqual(['admin', 'operator']);
  });
});
