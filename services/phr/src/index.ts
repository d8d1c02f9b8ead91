export type { DeriveNeeds } from './derive/derive-needs.js';
export * from './derive/needs-rules.js';
export * from './suppress/publication.js';
