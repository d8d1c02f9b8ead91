import { z } from 'zod';
import { Instant } from '../instant.js';
import { NamedCode } from './area-code.js';
import { Geometry, LngLat } from './geometry.js';

/** One volcano of a telegram with the kind that holds for it. */
export const VolcanoState = NamedCode.extend({
  lngLat: LngLat.nullable(),
  /** e.g. 13 レベル３（入山規制）, 52 噴火. */
  kind: NamedCode,
  /** 引上げ, 引下げ, 継続, 発表. */
  condition: z.string().nullable(),
});
export type VolcanoState = z.infer<typeof VolcanoState>;

export const VolcanoArea = NamedCode.extend({ kind: NamedCode });
export type VolcanoArea = z.infer<typeof VolcanoArea>;

/** Warnings (VFVO50), their marine form (VFSV) and eruptions as they are seen (VFVO52, 56) (hazard-feeds 6). */
export const VolcanoStatement = z.object({
  hazard: z.literal('volcano'),
  report: z.enum(['VFVO50', 'VFSV', 'VFVO52', 'VFVO56']),
  volcanoes: z.array(VolcanoState).min(1),
  /** 対象市町村の防災対応等 where it is given, else 対象市町村等: 7 digits. */
  cities: z.array(VolcanoArea),
  /** 対象海上予報区. */
  marineAreas: z.array(VolcanoArea),
  /** When it happened (VFVO52, 56); `dubious` as worded, e.g. 頃. */
  happenedAt: Instant.nullable(),
  dubious: z.string().nullable(),
  crater: z.string().nullable(),
  /** The plume as worded: 火口上噴煙高度 2200m, 流向 北西. */
  plume: z.array(z.string()),
});
export type VolcanoStatement = z.infer<typeof VolcanoStatement>;

/** One amount of ash in one span of time. */
export const AshFall = z.object({
  from: Instant,
  to: Instant,
  /** 70 降灰, 71 少量, 72 やや多量, 73 多量, 75 小さな噴石の落下. */
  kind: NamedCode,
  geometry: Geometry.nullable(),
  direction: z.string().nullable(),
  distanceKm: z.number().nonnegative().nullable(),
  cities: z.array(NamedCode),
});
export type AshFall = z.infer<typeof AshFall>;

/** 降灰予報: 定時 (VFVO53, if it erupted), 速報 and 詳細 (VFVO54, 55, after an eruption). */
export const AshStatement = z.object({
  hazard: z.literal('ash'),
  report: z.enum(['VFVO53', 'VFVO54', 'VFVO55']),
  volcano: NamedCode.extend({ lngLat: LngLat.nullable() }),
  eruptedAt: Instant.nullable(),
  plume: z.array(z.string()),
  falls: z.array(AshFall),
});
export type AshStatement = z.infer<typeof AshStatement>;
