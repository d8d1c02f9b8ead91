import type { AlertResource } from '@hinomi/contracts';
import type { XmlElement } from '../xml/element.js';
import { field, optionalNumber, optionalText } from './cap-fields.js';

/** One CAP `resource`. Its file is measured and not carried on: it stays in the bytes as received. */
export function readCapResource(resource: XmlElement): AlertResource {
  const size = optionalNumber(resource, 'size');
  return {
    description: optionalText(resource, 'resourceDesc') ?? '',
    mimeType: optionalText(resource, 'mimeType'),
    sizeBytes: size !== null && size >= 0 ? size : null,
    uri: optionalText(resource, 'uri'),
    digest: optionalText(resource, 'digest'),
    embeddedBytes: embeddedBytes(field(resource, 'derefUri')?.text ?? ''),
  };
}

/** What so much base64 stands for: three bytes for each four characters. */
function embeddedBytes(base64: string): number | null {
  const { length } = base64.replace(/[^A-Za-z0-9+/_-]+/g, '');
  return length === 0 ? null : Math.floor((length * 3) / 4);
}
