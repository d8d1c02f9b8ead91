import type { FeatureId } from '../ids.js';
import type { ThingAttribute } from './thing.js';

const SUFFIX = '/public';

/** Under which id stands what the open sources of a thing say, where others tell of it for responders only. */
export function publicViewId(id: FeatureId): FeatureId {
  return `${id}${SUFFIX}` as FeatureId;
}

/** The id that the open sources give, whoever else tells of the thing. */
export function openId(id: FeatureId): FeatureId {
  return (id.endsWith(SUFFIX) ? id.slice(0, -SUFFIX.length) : id) as FeatureId;
}

/** The words of SIP4D-ZIP's `publicflg` by which a provider keeps a place to itself. */
const KEPT = new Set(['非公開', '公開しない', '否', '不可', '0', 'false', 'no']);

/** Whether these values say that they are not for everybody. */
export function isKept({ publicflg }: Readonly<Record<string, Pick<ThingAttribute, 'value'>>>): boolean {
  return KEPT.has(
    String(publicflg?.value ?? '')
      .trim()
      .toLowerCase(),
  );
}
