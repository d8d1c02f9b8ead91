export * from './interest-key.js';
export * from './match.js';
export * from './place.js';
export * from './transition.js';
