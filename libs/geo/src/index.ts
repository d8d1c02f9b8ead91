export * from './boundaries/boundaries.js';
export * from './geometry/bounds.js';
export * from './geometry/circle-polygon.js';
export * from './geometry/rings.js';
export * from './areas/areas.js';
export * from './areas/municipalities-of.js';
export * from './approximate/build-approximate-editions.js';
