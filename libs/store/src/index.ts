export * from './announcements.js';
export * from './store.js';
export { knownSteps, lookAtPostgres, type PostgresStanding } from './look-at-postgres.js';
export { isRefusal } from './store-errors.js';
export { openStore } from './open-store.js';
export { openTestStore, type TestStore } from './open-test-store.js';
