export interface HeardRecord {
  headers: Record<string, string>;
  key: string;
  value: string;
}

/** Listens to a topic from its first record on, with Kafka's own console consumer. */
export function listen(options: {
  brokers: readonly string[];
  /** Settings of somebody, as add-agency.mjs writes them. */
  file: string;
  topic: string;
  group: string;
  heard: (record: HeardRecord) => void;
}): {
  /** What the consumer said when it ended by itself. */
  ended: Promise<string>;
  stop(): Promise<void>;
};
