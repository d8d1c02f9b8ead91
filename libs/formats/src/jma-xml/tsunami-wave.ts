import type { FirstWave, TsunamiHeight } from '@hinomi/contracts';
import { child, childText, textOf, type XmlElement } from '../xml/element.js';
import { instantOf } from './envelope.js';

/** 超 (forecast) and 以上 (the gauge could not follow) both mean: at least this high. */
const OVER = /超|以上/;

/** Reads `FirstHeight`; null when it says nothing. */
export function readFirstWave(element: XmlElement | undefined): FirstWave | null {
  const arrivalTime = instantOf(child(element, 'ArrivalTime'));
  const condition = childText(element, 'Condition');
  return arrivalTime === null && condition === null ? null : { arrivalTime, condition };
}

/**
 * Reads `MaxHeight`; null when it says nothing. Without a number the words are all there is: 巨大, 高い, 微弱, 観測中.
 */
export function readMaxHeight(element: XmlElement | undefined): TsunamiHeight | null {
  const height = child(element, 'TsunamiHeight');
  const conditions = [childText(element, 'Condition'), height?.attributes['condition'] || null].filter(
    (condition) => condition !== null,
  );
  const text = textOf(height) ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  const meters = Number.isFinite(value) ? value : null;
  const description = height?.attributes['description'] || (meters === null ? conditions.join('　') : `${text}m`);
  if (meters === null && description === '') return null;
  const condition = conditions.join('　');
  return {
    meters,
    over: OVER.test(description),
    description,
    ...(condition === '' ? {} : { condition }),
  };
}
