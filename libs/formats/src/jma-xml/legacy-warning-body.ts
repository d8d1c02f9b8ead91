import type { LegacyWarningStatement, NamedCode, WarningItem } from '@hinomi/contracts';
import { child, children, errorAt, type XmlElement } from '../xml/element.js';
import { namedCode } from './named-code.js';
import { kindsInForce, readBlocks } from './warning-body.js';

/** Codes of 土砂災害警戒情報 that say that nothing is in force: なし, 解除 (also written 00, 01). */
const NOTHING = /^0?[01]$/;

/** Reads the body of VPWW50, 53, 54: every element at once, in the blocks of VPWW55-61. */
export function readLegacyWarning(
  telegram: Exclude<LegacyWarningStatement['telegram'], 'VXWW50'>,
  forecastArea: NamedCode,
  body: XmlElement,
): LegacyWarningStatement {
  return { hazard: 'legacy-warning', telegram, forecastArea, ...readBlocks(body) };
}

/** Reads the body of VXWW50: every municipality of its area with 警戒, 解除 or なし. */
export function readLandslideAlert(body: XmlElement): LegacyWarningStatement {
  const items = children(body, 'Warning').flatMap((warning) => children(warning, 'Item'));
  if (items.length === 0) throw errorAt(body, 'there is no municipality', { below: '/Warning/Item' });
  const forecastArea = namedCode(child(body, 'TargetArea'));
  if (forecastArea === null) throw errorAt(body, 'the area is not named', { below: '/TargetArea' });
  const cities = items.flatMap(kindsInForce).filter(({ kind }: WarningItem) => !NOTHING.test(kind.code));
  return { hazard: 'legacy-warning', telegram: 'VXWW50', forecastArea, cities, divisions: [] };
}
