import type { LngLat } from '@hinomi/contracts';
import rows from './jma-volcano.json' with { type: 'json' };

const POINTS = new Map(
  rows.map((row): [string, LngLat] => {
    const [code = '', , , lng, lat] = row.split('|');
    return [code, [Number(lng), Number(lat)]];
  }),
);

/** Where a volcano is, by its code of three digits (JMA code table 火山名); null for a code the table does not know. */
export function volcanoPoint(code: string): LngLat | null {
  return POINTS.get(code) ?? null;
}
