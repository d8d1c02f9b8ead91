interface KafkaUser {
  brokers: string[];
  /** Settings for Kafka's own commands, as this user. */
  file: string;
  password: string;
}

/** Makes the principal of an agency's client on a Kafka of this machine, its topic and its rights. */
export function addAgency(options: { dir: string; clientId: string }): Promise<KafkaUser & { topic: string }>;

/** Somebody with a password, who may do nothing yet. */
export function makeUser(options: { dir: string; clientId: string }): Promise<KafkaUser>;
