import { z } from 'zod';
import type { ErrorCode, InputPlace } from '../errors/hub-error.js';
import { HealthFormat } from '../health/health-record.js';
import { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import { REALMS } from '../topics.js';
import { ReportAuthor, ReportingDevice } from '../shelters/shelter-report.js';
import { LegalGround } from './legal-ground.js';

/** HPKE (RFC 9180) in its base mode: what browsers and Node both have in WebCrypto. */
export const RECEPTION_SUITE = 'DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM';

const base64url = (longest: number): z.ZodString =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'expected base64url')
    .max(longest);

/** Which key of the vault; random. */
export const ReceptionKeyId = z.string().regex(/^[0-9a-f]{16}$/, 'expected 16 hex digits');

/** `GET /api/v1/phr/key?exercise=`: what a form is sealed to. */
export const ReceptionKey = z.object({
  keyId: ReceptionKeyId,
  realm: z.enum(REALMS),
  suite: z.literal(RECEPTION_SUITE),
  /** An uncompressed point, 65 bytes. */
  publicKey: base64url(87).length(87),
  madeAt: Instant,
  /** Nothing new is sealed with it from then on. */
  sealUntil: Instant,
  /** What was sealed with it opens until then. */
  openUntil: Instant,
});
export type ReceptionKey = z.infer<typeof ReceptionKey>;

/** Far above what a form or a medicine notebook is, as base64url. */
const LONGEST_SEALED = 400_000;

/** What a device hands in: to be read by the vault alone. Everything but the ciphertext is bound to it. */
export const SealedEnvelope = z.strictObject({
  /** The device's own; sent again with it, an envelope is received once. */
  requestId: z.ulid(),
  shelter: FeatureId,
  keyId: ReceptionKeyId,
  device: ReportingDevice,
  /** Who wrote the form; null = nobody had signed in. */
  author: ReportAuthor.nullable(),
  /** When the form was saved, by the device's clock. */
  sealedAt: Instant,
  /** HPKE's encapsulated secret. */
  enc: base64url(87).length(87),
  /** HPKE's ciphertext of a {@link ReceptionForm}. */
  data: base64url(LONGEST_SEALED),
});
export type SealedEnvelope = z.infer<typeof SealedEnvelope>;

export const ENVELOPES_PER_BATCH = 10;

/** `POST /api/v1/phr/sealed`. `carried`: whoever sends hands in what others wrote. */
export const SealedBatch = z.strictObject({
  sentAt: Instant,
  carried: z.boolean().optional(),
  /** Each is judged by itself, so what they are is looked at one by one. */
  envelopes: z.array(z.unknown()).min(1).max(ENVELOPES_PER_BATCH),
});
export type SealedBatch = Omit<z.infer<typeof SealedBatch>, 'envelopes'> & { envelopes: SealedEnvelope[] };

/** What became of each envelope; of persons and needs it says nothing. Received = on the disk of the vault. */
export interface SealedReceipt {
  receivedAt: Instant;
  accepted: string[];
  duplicates: string[];
  refused: SealedRefusal[];
}

export interface SealedRefusal {
  /** In the batch. */
  index: number;
  requestId: string | null;
  code: ErrorCode;
  detail: string;
  place?: InputPlace;
}

/** What is inside: why it may be kept, and the document. The ground says something of the person, so it is sealed too. */
export const ReceptionForm = z
  .strictObject({
    legalGround: LegalGround,
    /** Which edition of the text of consent was read to the person. */
    consentText: z
      .string()
      .regex(/^\d{4}[\d.-]{0,20}$/)
      .optional(),
    format: HealthFormat,
    /** The document: text, or bytes as base64. */
    document: z.union([z.strictObject({ text: z.string() }), z.strictObject({ base64: z.base64() })]),
  })
  .refine(({ legalGround, consentText }) => (legalGround === 'consent') === (consentText !== undefined), {
    path: ['consentText'],
  });
export type ReceptionForm = z.infer<typeof ReceptionForm>;

/** For what HPKE's key is derived (RFC 9180 section 5.1, `info`): never the same as another use of it. */
export const RECEPTION_INFO = 'hinomi-reception/1';

/**
 * What an envelope is bound to (RFC 9180, `aad`): it opens for no other shelter, request, key, device, author or time. Every part is
 * told apart from its neighbours.
 */
export function envelopeBinding(envelope: Omit<SealedEnvelope, 'enc' | 'data'>): string {
  const { requestId, shelter, keyId, device, author, sealedAt } = envelope;
  return JSON.stringify([RECEPTION_INFO, shelter, requestId, keyId, device, author?.subject ?? null, sealedAt]);
}

/** Ciphertexts are as long as what they hide: forms are filled up to one length, so that it tells nothing of the answers. */
const PADDED_TO = 4_096;

/** JSON ends where spaces begin. */
export function paddedForm(form: ReceptionForm): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(JSON.stringify(form));
  const padded = new Uint8Array(Math.ceil(bytes.length / PADDED_TO) * PADDED_TO).fill(0x20);
  padded.set(bytes);
  return padded;
}
