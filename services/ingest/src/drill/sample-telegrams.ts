import { instantFromMillis, millisOf, type Instant } from '@hinomi/contracts';
import { eventIdOf, type TelegramStatus } from '@hinomi/formats';
import { readScenario, type Scenario } from './scenario.js';
import { writeStep } from './write-step.js';

export const SAMPLES = ['earthquake', 'tsunami', 'rain', 'landslide'] as const;
export type Sample = (typeof SAMPLES)[number];

/** A made-up earthquake off Noto and a made-up night in Kumamoto; nothing of it happened. */
const FILE = `
title: { ja: 見本, en: Sample, easy: みほん }
summary: { ja: 見本, en: Sample, easy: みほん }
durationMinutes: 10
speed: 1
events: { sample: { originAt: -2 } }
forecastAreas:
  - code: '430000'
    name: 熊本県
    office: 熊本地方気象台
    divisions:
      - code: '430040'
        name: 球磨地方
        groups:
          - code: '430040'
            name: 球磨地方
            cities: [{ code: '4320300', name: 人吉市 }, { code: '4350100', name: 錦町 }, { code: '4351300', name: 球磨村 }]
steps:
  - at: 0
    telegram:
      type: earthquake
      event: sample
      serial: 1
      headline: 【見本】この電文は動作確認のための架空のものです。
      hypocentre: { name: 能登半島沖, code: '495', lngLat: [136.8, 37.4], depthKm: 10 }
      magnitude: 6.4
      comments: [【見本】架空の地震です。]
      prefectures:
        - code: '17'
          name: 石川県
          areas:
            - code: '390'
              name: 石川県能登
              cities:
                - { code: '1720400', name: 輪島市, intensity: '5+' }
                - { code: '1738400', name: 志賀町, intensity: '5-' }
                - { code: '1720200', name: 七尾市, intensity: '4' }
  - at: 0
    telegram:
      type: cancel
      event: sample
      serial: 2
      of: VXSE53
      headline: 【見本】震源・震度に関する情報を取り消します。
  - at: 0
    telegram:
      type: tsunami-warning
      event: sample
      headline: 【見本】この電文は動作確認のための架空のものです。
      hypocentre: { name: 能登半島沖, code: '495', lngLat: [136.8, 37.4], depthKm: 10 }
      magnitude: 7.1
      comments: [【見本】架空の津波です。]
      coasts:
        warning: [{ code: '360', name: 石川県能登, arrivalAt: 20, meters: 3 }]
        advisory: [{ code: '350', name: 富山県, arrivalAt: 30, meters: 1 }, { code: '361', name: 石川県加賀, arrivalAt: 30, meters: 1 }]
  - at: 0
    telegram:
      type: tsunami-warning
      event: sample
      headline: 【見本】津波警報・津波注意報を解除しました。
      hypocentre: { name: 能登半島沖, code: '495', lngLat: [136.8, 37.4], depthKm: 10 }
      magnitude: 7.1
      coasts: {}
  - at: 0
    telegram:
      type: weather-warning
      telegram: VPWW55
      forecastArea: '430000'
      headline: 【見本】この電文は動作確認のための架空のものです。
      inForce: { '43': [人吉市, 球磨村], '10': [錦町] }
  - { at: 0, telegram: { type: weather-warning, telegram: VPWW55, forecastArea: '430000', headline: 【見本】警報を解除します。, inForce: {} } }
  - at: 0
    telegram:
      type: weather-warning
      telegram: VPWW56
      forecastArea: '430000'
      headline: 【見本】この電文は動作確認のための架空のものです。
      inForce: { '39': [球磨村], '49': [人吉市], '29': [錦町] }
  - { at: 0, telegram: { type: weather-warning, telegram: VPWW56, forecastArea: '430000', headline: 【見本】警報を解除します。, inForce: {} } }
`;

const STEP: Record<Sample, number> = { earthquake: 0, tsunami: 2, rain: 4, landslide: 6 };

let samples: Scenario | null = null;

/**
 * One telegram as JMA would send it, about a made-up event of this very moment; `cancel` is what ends it. All samples of one
 * day in Japan are of one event, so that a cancellation finds what it cancels, and a later one is newer.
 */
export function sampleTelegram(
  sample: Sample,
  { at, status, cancel }: { at: Instant; status: TelegramStatus; cancel: boolean },
): Uint8Array {
  samples ??= readScenario('sample.yaml', FILE);
  const moment = (minutes: number): Instant => instantFromMillis(millisOf(at) + minutes * 60_000);
  const today = eventIdOf(at);
  const secondOfDay = Number(today.slice(8, 10)) * 3600 + Number(today.slice(10, 12)) * 60 + Number(today.slice(12));
  return writeStep(samples, STEP[sample] + (cancel ? 1 : 0), {
    status,
    sentAt: at,
    moment,
    eventId: `${today.slice(0, 8)}000000`,
    serial: secondOfDay + 1,
  });
}
