/** Makes the principal of an agency's client on a Kafka of this machine, its topic and its rights. */
export function addAgency(options: {
  dir: string;
  clientId: string;
}): Promise<{ topic: string; brokers: string[]; file: string; password: string }>;
