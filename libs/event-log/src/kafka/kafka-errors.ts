import { HubError } from '@hinomi/contracts';

/** Whatever Kafka or the way to it refuses is temporary to a caller: the same call may succeed later. */
export function unavailable(cause: unknown): HubError {
  if (cause instanceof HubError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HubError('log.unavailable', `Kafka is not available: ${reason}`, { retryable: true, cause });
}
