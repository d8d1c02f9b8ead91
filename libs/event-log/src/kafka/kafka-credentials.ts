import type { KafkaConfig } from 'kafkajs';

/** Who a process is to Kafka. */
export interface KafkaCredentials {
  mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  username: string;
  password: string;
}

/** How brokers are reached: encrypted, as somebody; neither where only this machine reaches them. */
export interface KafkaSecurity {
  tls?: boolean;
  credentials?: KafkaCredentials;
}

export function securityConfig({ tls = false, credentials }: KafkaSecurity): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  if (credentials === undefined) return tls ? { ssl: true } : {};
  const { mechanism, username, password } = credentials;
  const sasl = { mechanism, username, password } as NonNullable<KafkaConfig['sasl']>;
  return tls ? { ssl: true, sasl } : { sasl };
}
