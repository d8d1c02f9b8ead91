/**
 * One jest run over every spec. `@hinomi/*` is read from source, so tests never need a build before them.
 */
export default {
  // One worker per core: a suite mostly waits for a hub, a broker or a browser.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/infra/bootstrap/longest-first.mjs',
  // Ends a test that hangs. How fast something is belongs to the bench, and two cores may be shared by many.
  testTimeout: 60_000,
  // A file is loaded by Node and its sources once per worker: docs/adr/0023-specs-are-loaded-by-node.md.
  testEnvironment: '<rootDir>/infra/jest/plain-environment.mjs',
  testRunner: '<rootDir>/infra/jest/plain-circus.mjs',
  transform: {},
  // What a worker has loaded stays loaded, with what a spec keeps at its top: a worker that grew too large gives way to a new one.
  workerIdleMemoryLimit: '800MB',
  roots: ['<rootDir>/libs', '<rootDir>/services', '<rootDir>/web/src', '<rootDir>/e2e', '<rootDir>/infra'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  // For what Jest itself looks up, such as `--findRelatedTests`; `infra/jest/source-hooks.mjs` says the same to Node.
  moduleNameMapper: {
    '^@hinomi/([a-z-]+)$': ['<rootDir>/libs/$1/src/index.ts', '<rootDir>/services/$1/src/index.ts'],
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
