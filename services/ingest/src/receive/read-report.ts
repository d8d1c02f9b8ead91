import type { FeedFormat } from '@hinomi/contracts';
import { parseSip4dZip } from '@hinomi/formats';
import { normaliseReport } from '../normalise/normalise-report.js';
import { normaliseSip4dZip } from '../normalise/normalise-sip4d-zip.js';
import type { Normalised } from '../normalise/normalised.js';
import type { SourceContext } from '../normalise/source-context.js';
import { unpackPackage } from './unpack-package.js';

/** Bytes of any format → what they state; packages are unpacked first. Throws the format's own error, with its place. */
export async function readReport(format: FeedFormat, bytes: Uint8Array, context: SourceContext): Promise<Normalised> {
  if (format !== 'sip4d-zip') return normaliseReport(format, bytes, context);
  return normaliseSip4dZip(parseSip4dZip(await unpackPackage(bytes)), context);
}
