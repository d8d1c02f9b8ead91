/** Every error a caller can meet, as a closed list; the code is stable, the message is for people. */
export const ERROR_CODES = [
  'report.unreadable',
  'report.unsupported',
  'report.too-large',
  'report.invalid',
  'report.empty',
  'report.other-author',
  'report.signature-invalid',
  'report.signature-missing',
  'format.unknown',
  'request.invalid',
  'request.too-many',
  'event.too-large',
  'event.invalid',
  'topic.unknown',
  'log.unavailable',
  'log.in-use',
  'log.closed',
  'store.in-use',
  'store.unavailable',
  'ingest.unavailable',
  'shelter.unavailable',
  'delivery.unavailable',
  'photo.unreadable',
  'photo.too-large',
  'photo.too-many',
  'photo.not-found',
  'photo.store-full',
  'attachment.unreadable',
  'attachment.too-large',
  'attachment.not-found',
  'attachment.store-full',
  'shelter.not-yours',
  'feature.not-found',
  'area.not-found',
  'edition.not-found',
  'quarantine.not-found',
  'decision.not-found',
  'drawing.not-found',
  'drawing.overtaken',
  'order.not-found',
  'order.overtaken',
  'field-report.not-found',
  'field-report.overtaken',
  'import.not-found',
  'import.not-ready',
  'import.overtaken',
  'record.invalid',
  'record.denied',
  'record.not-found',
  'record.erased',
  'record.closed',
  'record.repeated',
  'record.other-person',
  'envelope.invalid',
  'envelope.unreadable',
  'envelope.key-unknown',
  'envelope.other-author',
  'need.not-found',
  'need.overtaken',
  'task.not-found',
  'task.not-ready',
  'task.names-person',
  'vault.tampered',
  'vault.key-missing',
  'vault.unavailable',
  'drill.not-found',
  'drill.already-running',
  'drill.not-running',
  'access.token-missing',
  'access.token-invalid',
  'access.denied',
  'access.host-refused',
  'access.origin-refused',
  'tls.unusable',
  'access.issuer-unavailable',
  'policy.invalid',
  'account.not-found',
  'account.name-taken',
  'account.last-administrator',
  'subscription.not-found',
  'subscription.expired',
  'channel.refused',
  'tablet.not-found',
  'tablet.code-invalid',
  'tablet.too-many-tries',
  'interest.invalid',
  'not-found',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Where in the input the trouble is: a line and column of text, or a path into the document. */
export interface InputPlace {
  line?: number;
  column?: number;
  /** JSON pointer, or an XML path such as `/Report/Head/EventID`. */
  path?: string;
}

/** The one error class of the hub. `retryable` = the same call may succeed later. */
export class HubError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly place: InputPlace | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { retryable?: boolean; place?: InputPlace; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HubError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.place = options.place;
  }
}
