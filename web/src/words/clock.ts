import type { Language } from './words.js';

/** Headquarters speak Japanese time, wherever the device thinks it is. */
const TIME_ZONE = 'Asia/Tokyo';

const clockFormat = new Intl.DateTimeFormat('ja-JP', { timeZone: TIME_ZONE, hour: '2-digit', minute: '2-digit' });
const secondsFormat = new Intl.DateTimeFormat('ja-JP', {
  timeZone: TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dayFormat: Record<'ja' | 'en', Intl.DateTimeFormat> = {
  ja: new Intl.DateTimeFormat('ja-JP', { timeZone: TIME_ZONE, month: 'long', day: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, month: 'short', day: 'numeric' }),
};
const dateKey = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE });

/** 16:10 today, 1月1日 16:10 on another day. */
export function clock(instant: string, language: Language, nowMs: number): string {
  const millis = Date.parse(instant);
  const time = clockFormat.format(millis);
  if (dateKey.format(millis) === dateKey.format(nowMs)) return time;
  return `${dayFormat[language === 'en' ? 'en' : 'ja'].format(millis)} ${time}`;
}

export function clockWithSeconds(millis: number): string {
  return secondsFormat.format(millis);
}

const momentFormat: Record<'ja' | 'en', Intl.DateTimeFormat> = {
  ja: new Intl.DateTimeFormat('ja-JP', { timeZone: TIME_ZONE, month: 'long', day: 'numeric', weekday: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, month: 'short', day: 'numeric', weekday: 'short' }),
};

/** 1月1日(月) 16:10:09, whatever day it is now. */
export function moment(millis: number, language: Language): string {
  return `${momentFormat[language === 'en' ? 'en' : 'ja'].format(millis)} ${secondsFormat.format(millis)}`;
}

const localFormat = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});

/** Japanese time as a field of date and time has it: 2024-01-01T16:10:09. */
export function fieldTime(millis: number): string {
  return localFormat.format(millis).replace(' ', 'T');
}

/** What such a field says, in milliseconds since 1970; null while it is not whole. */
export function fieldMillis(text: string): number | null {
  const millis = Date.parse(/T\d\d:\d\d$/.test(text) ? `${text}:00+09:00` : `${text}+09:00`);
  return Number.isNaN(millis) ? null : millis;
}
