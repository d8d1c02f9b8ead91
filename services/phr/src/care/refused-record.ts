import { HubError, type HealthFinding, type HealthFormat } from '@hinomi/contracts';

/** A document that cannot be used. Carries places and words of ours; the bytes are kept nowhere. */
export class RefusedRecord extends HubError {
  constructor(
    readonly format: HealthFormat,
    readonly findings: readonly HealthFinding[],
    readonly size: number,
  ) {
    const worst = findings.find(({ severity }) => severity === 'error');
    super('record.invalid', worst?.message ?? 'The document cannot be used.', {
      place: { path: worst?.where ?? '/' },
    });
  }
}
