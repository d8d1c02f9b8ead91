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
