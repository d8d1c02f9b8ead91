import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { openStore } from './open-store.js';
import { storeSuite } from './store.suite.js';

const dir = mkdtempSync(join(tmpdir(), 'hinomi-store-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

storeSuite('the embedded store', (tables) => openStore({ kind: 'embedded', dir }, tables));
