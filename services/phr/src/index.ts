export { deriveNeeds } from './derive/derive-needs.js';
export * from './derive/load-needs-rules.js';
export * from './derive/needs-rules.js';
export * from './suppress/publication.js';
export { areaKey, suppressCounts } from './suppress/suppress-counts.js';
