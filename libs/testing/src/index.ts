export * from './builders/hazard-reports.js';
export * from './builders/hub-records.js';
export * from './builders/manual-clock.js';
export * from './builders/memory-event-log.js';
export * from './hub/hub-process.js';
export * from './builders/sensor-records.js';
export * from './builders/zip-bytes.js';
export * from './builders/thing-reports.js';
