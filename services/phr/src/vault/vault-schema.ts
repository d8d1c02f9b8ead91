import type { Realm } from '@hinomi/contracts';

/** Exercises have a vault of their own: no row of theirs is ever beside a real one. */
export function schemaOf(realm: Realm): 'vault' | 'vault_drill' {
  return realm === 'real' ? 'vault' : 'vault_drill';
}
