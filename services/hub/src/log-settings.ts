import { secret } from '@hinomi/service-kit';
import { z } from 'zod';

/** Parts between commas. */
export const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Which log the hub is on, and how it comes in where that is Apache Kafka. */
export const LOG_SETTINGS = {
  HINOMI_LOG: z.enum(['embedded', 'kafka']).default('embedded'),
  HINOMI_KAFKA_BROKERS: z.string().transform(list).default([]),
  HINOMI_KAFKA_PUBLIC_BROKERS: z.string().transform(list).default([]),
  HINOMI_KAFKA_USER: z.string().default(''),
  HINOMI_KAFKA_PASSWORD: secret().optional(),
  HINOMI_KAFKA_SASL: z.enum(['scram-sha-512', 'scram-sha-256', 'plain']).default('scram-sha-512'),
  HINOMI_KAFKA_TLS: z.enum(['on', 'off']).default('off'),
};
