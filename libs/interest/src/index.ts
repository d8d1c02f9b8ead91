export * from './interest-key.js';
export * from './match.js';
export * from './picture/feature-place.js';
export * from './picture/picture-entry.js';
export * from './picture/picture-memory.js';
export * from './place.js';
export * from './transition.js';
