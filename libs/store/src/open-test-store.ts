import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from './open-store.js';
import type { Store, StoreTables } from './store.js';

export interface TestStore extends Store {
  /** For opening the same rows again after a close. */
  readonly dir: string;
  /** Closes it, and takes its rows away. */
  remove(): Promise<void>;
}

/** For specs: an embedded store in a folder of its own. Opening one takes 1-3 s: share it between the tests of a file. */
export async function openTestStore(tables: readonly StoreTables[], dir = temporaryFolder()): Promise<TestStore> {
  const store = await openStore({ kind: 'embedded', dir }, tables);
  const { dataSource, announcements } = store;
  const close = (): Promise<void> => store.close();
  return {
    dir,
    dataSource,
    announcements,
    durably: (work) => store.durably(work),
    projected: (work) => store.projected(work),
    still: (work) => store.still(work),
    isUp: () => store.isUp(),
    close,
    remove: async () => {
      await close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'hinomi-store-'));
}
