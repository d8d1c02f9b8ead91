import { HubError, MAX_EVENT_BYTES, topicSettings, type NewRecord, type TopicSettings } from '@hinomi/contracts';

/** The settings of a topic, or `topic.unknown`: neither adapter ever creates a topic because of a typing mistake. */
export function knownTopic(topic: string): TopicSettings {
  const settings = topicSettings(topic);
  if (!settings) throw new HubError('topic.unknown', `The log has no topic "${topic}".`);
  return settings;
}

/** What counts against `MAX_EVENT_BYTES`: key, header names, header values and value. */
export function recordBytes(record: NewRecord): number {
  let bytes = Buffer.byteLength(record.key) + (record.value?.byteLength ?? 0);
  for (const [name, value] of Object.entries(record.headers))
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
  return bytes;
}

/** Refuses the whole call when one record is too large, before anything of it is written. */
export function checkRecords(topic: string, records: readonly NewRecord[]): void {
  for (const record of records) {
    const bytes = recordBytes(record);
    if (bytes > MAX_EVENT_BYTES) {
      throw new HubError(
        'event.too-large',
        `A record for "${topic}" with key "${record.key.slice(0, 80)}" has ${bytes} bytes; the limit is ${MAX_EVENT_BYTES}.`,
      );
    }
  }
}
