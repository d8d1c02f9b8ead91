import type { FeatureV1 } from '@hinomi/contracts';
import { deriveCap, type CapMessage } from './derive-cap.js';
import { writeCapAlert } from './write-cap-alert.js';

/**
 * One feature of the picture as one CAP 1.2 alert in XML (OASIS CAP 1.2; interop 8): what `deriveCap` says, in the order of the schema.
 *
 * Errors: `request.invalid` for a sender that CAP does not allow, or a Cancel of nothing.
 */
export function writeCap(feature: FeatureV1, message: CapMessage): string {
  return writeCapAlert(deriveCap(feature, message));
}
