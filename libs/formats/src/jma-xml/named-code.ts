import type { NamedCode } from '@hinomi/contracts';
import { childText, type XmlElement } from '../xml/element.js';

/**
 * Reads `Name` and `Code`. What lacks one of them is known by the other, so that nothing in force is lost for a missing
 * code; null when both are absent (open sea in VTSE52).
 */
export function namedCode(element: XmlElement | undefined): NamedCode | null {
  const name = childText(element, 'Name');
  const code = childText(element, 'Code') ?? name;
  return code === null ? null : { code, name: name ?? code };
}
