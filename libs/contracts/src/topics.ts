/** The real world, or exercises: a drill has topics, state and rooms of its own (design section 1, idea 9). */
export const REALMS = ['real', 'drill'] as const;
export type Realm = (typeof REALMS)[number];

export interface TopicSettings {
  /** Partitions on Kafka; the embedded log always has one. */
  partitions: number;
  /** `delete` drops old records by age, `compact` keeps the latest per key, `keep` drops nothing. */
  cleanup: 'keep' | 'delete' | 'compact';
  /** For `delete`: how long records stay. For `compact`: how long a superseded record stays at least. */
  retentionDays?: number;
}

/** Every topic of the hub (design section 3). */
export const TOPICS = {
  raw: { partitions: 4, cleanup: 'delete', retentionDays: 90 },
  hazards: { partitions: 4, cleanup: 'keep' },
  'hazards-urgent': { partitions: 4, cleanup: 'keep' },
  /** Measured values; what stands in the picture is the newest of each sensor, so they need not stay. */
  observations: { partitions: 4, cleanup: 'delete', retentionDays: 30 },
  places: { partitions: 4, cleanup: 'keep' },
  shelters: { partitions: 4, cleanup: 'keep' },
  'field-reports': { partitions: 4, cleanup: 'keep' },
  /** The log book and the drawings of the headquarters. One partition: the order of its records says which edits had seen which. */
  incidents: { partitions: 1, cleanup: 'keep' },
  /** Exact counts: the aggregator's view for the health desk reads it, and the publication. */
  needs: { partitions: 4, cleanup: 'delete', retentionDays: 400 },
  /** Suppressed counts, at fixed times: what everyone else reads. */
  'needs-published': { partitions: 1, cleanup: 'delete', retentionDays: 400 },
  decisions: { partitions: 1, cleanup: 'keep' },
  reference: { partitions: 1, cleanup: 'compact', retentionDays: 7 },
  picture: { partitions: 1, cleanup: 'compact', retentionDays: 7 },
  /** Signs of life and standpoints of the picture's active writer; only the newest of each realm counts. */
  writers: { partitions: 1, cleanup: 'compact' },
  /** Who did what in the vault; written by the vault alone. */
  audit: { partitions: 1, cleanup: 'keep' },
  quarantine: { partitions: 1, cleanup: 'delete', retentionDays: 365 },
} as const satisfies Record<string, TopicSettings>;
export type TopicName = keyof typeof TOPICS;

/** A topic's name on the log: `hazards`, or `drill.hazards` in the drill realm. */
export function topicIn(realm: Realm, topic: TopicName): string {
  return realm === 'drill' ? `drill.${topic}` : topic;
}

/** The settings of a name made by {@link topicIn}; `undefined` for an unknown one. */
export function topicSettings(name: string): TopicSettings | undefined {
  const bare = name.startsWith('drill.') ? name.slice('drill.'.length) : name;
  return Object.hasOwn(TOPICS, bare) ? TOPICS[bare as TopicName] : undefined;
}

/** Every name on the log, both realms. */
export const ALL_TOPIC_NAMES: readonly string[] = REALMS.flatMap((realm) =>
  (Object.keys(TOPICS) as TopicName[]).map((topic) => topicIn(realm, topic)),
);

/** Of the topics that agencies read: one for each client, on Kafka alone. */
export const AGENCY_TOPICS = 'agency.';

/** The topic of an agency's client; null where Kafka has no such name (249 of letters, digits, dot, hyphen and underscore). */
export function agencyTopicOf(clientId: string): string | null {
  return /^[a-zA-Z0-9._-]{1,200}$/.test(clientId) ? `${AGENCY_TOPICS}${clientId}` : null;
}

/** No event is larger, key and headers included; both log adapters refuse it alike with `event.too-large`. */
export const MAX_EVENT_BYTES = 900 * 1024;
