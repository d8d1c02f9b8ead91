export * from './http.js';
export * from './metrics.js';
export * from './problem-filter.js';
export * from './problem-reply.js';
export * from './read-config.js';
export * from './secret.js';
