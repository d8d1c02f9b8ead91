import { HubError } from '@hinomi/contracts';

/** An error that already put the bytes in quarantine; HTTP shows `quarantineId` beside the code and the place. */
export class QuarantinedError extends HubError {
  constructor(
    cause: HubError,
    readonly quarantineId: string,
  ) {
    super(cause.code, cause.message, { cause, ...(cause.place ? { place: cause.place } : {}) });
  }
}
