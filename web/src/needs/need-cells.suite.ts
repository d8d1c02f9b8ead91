import type { FeatureV1, NeedsProperties } from '@hinomi/contracts';
import { warning } from '../hazards/test-feature.suite.js';
import type { KnownKinds, NeedKind } from './need-rows.js';

export const AT = '2026-11-26T03:00:00.000Z';
export const EARLIER = '2026-11-26T00:00:00.000Z';

export function cell(
  level: NeedsProperties['level'],
  code: string,
  needs: Record<string, unknown>,
  more: object = {},
): FeatureV1 {
  const period = { from: AT, until: '2026-11-26T06:00:00.000Z' };
  const told = Object.fromEntries(Object.entries(needs).map(([need, value]) => [need, { value, asOf: AT }]));
  const properties = {
    type: 'needs',
    level,
    code,
    period,
    threshold: 5,
    needs: told,
    rulesVersion: '2026-11.1',
    ...more,
  };
  return {
    ...warning({ hazardId: 'x' } as never),
    id: `${level}/${code}`,
    layer: 'need',
    kind: 'need',
    properties,
  } as unknown as FeatureV1;
}

const named = (name: string) => ({ ja: name, en: name, easy: name });
const kind = (need: string, hours: number | null): [string, NeedKind] => [
  need,
  {
    ...{ need, name: named(`the need ${need}`), brings: named(`goods for ${need}`), rules: [] },
    urgency: { step: 'day', hours },
  } as unknown as NeedKind,
];
export const KINDS: KnownKinds = new Map([kind('insulin', 4), kind('milk', 72), kind('bed', null)]);
