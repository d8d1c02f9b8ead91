import type { LongPeriodClass, LongPeriodMotion } from '@hinomi/contracts';
import { children, childText, descendants, textOf, type XmlElement } from '../xml/element.js';
import { namedCode } from './named-code.js';

/** The classes of VXSE62: an area without one of its own has that of its strongest station. Null when there is none at all. */
export function readLongPeriod(observation: XmlElement | undefined): LongPeriodMotion | null {
  const areas = children(observation, 'Pref')
    .flatMap((pref) => children(pref, 'Area'))
    .flatMap((area) => {
      const named = namedCode(area);
      const longPeriodClass = readClass(childText(area, 'MaxLgInt')) ?? strongestStation(area);
      return named === null || longPeriodClass === null ? [] : [{ ...named, longPeriodClass }];
    })
    .sort((a, b) => b.longPeriodClass - a.longPeriodClass);
  const max = strongest([readClass(childText(observation, 'MaxLgInt')), ...areas.map((area) => area.longPeriodClass)]);
  return max === null ? null : { max, areas };
}

function strongestStation(area: XmlElement): LongPeriodClass | null {
  return strongest(descendants(area, 'LgInt').map((element) => readClass(textOf(element))));
}

function strongest(classes: readonly (LongPeriodClass | null)[]): LongPeriodClass | null {
  return classes.reduce((best, next) => ((next ?? -1) > (best ?? -1) ? next : best), null);
}

function readClass(text: string | null): LongPeriodClass | null {
  return text !== null && /^[0-4]$/.test(text) ? (Number(text) as LongPeriodClass) : null;
}
