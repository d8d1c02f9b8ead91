import { HubError } from '@hinomi/contracts';

/** Whatever Kafka or the way to it refuses is temporary to a caller: the same call may succeed later. */
export function unavailable(cause: unknown): HubError {
  if (cause instanceof HubError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HubError('log.unavailable', `Kafka is not available: ${reason}`, { retryable: true, cause });
}

/** Whether brokers are there and do not believe who asks. */
export function isUserRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'KafkaJSSASLAuthenticationError' || isUserRefused(error.cause);
}
