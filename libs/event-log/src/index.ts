export * from './event-log.js';
export { EVENT_LOG } from './event-log-token.js';
export { tailToEnd } from './tail-to-end.js';
export { openEmbeddedLog, type EmbeddedEventLog, type EmbeddedLogOptions } from './embedded/embedded-event-log.js';
export { readEmbeddedLog } from './embedded/embedded-log-reader.js';
export { openKafkaLog, type KafkaLogOptions } from './kafka/kafka-event-log.js';
export { entriesOf, grantAccess, type KafkaAccess } from './kafka/grant-access.js';
export type { KafkaCredentials, KafkaSecurity } from './kafka/kafka-credentials.js';
