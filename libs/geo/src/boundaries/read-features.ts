import { HubError } from '@hinomi/contracts';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';

export interface RawFeature {
  properties: Readonly<Record<string, unknown>>;
  geometry: unknown;
}

export const EXPECTED =
  'Expected TopoJSON or GeoJSON of 国土数値情報 N03 (行政区域: property N03_007 or N03_001), or of the JMA 予報区等GISデータ: ' +
  '市町村等 (regioncode), 地震情報／細分区域, 府県予報区・一次細分区域・市町村等をまとめた地域, 地震情報／都道府県等 or 津波予報区 (code).';

/** The features of a TopoJSON or GeoJSON document; anything else is refused with what was expected. */
export function readFeatures(fileName: string, json: unknown): RawFeature[] {
  const document = (json ?? {}) as { type?: unknown; features?: unknown; objects?: unknown };
  if (document.type === 'Topology') return topologyFeatures(fileName, json as Topology);
  if (document.type === 'FeatureCollection' && Array.isArray(document.features))
    return document.features.map((one: unknown) => rawFeature(one));
  const found =
    typeof document.type === 'string' ? `a JSON document of type "${document.type}"` : 'another JSON document';
  throw new HubError('report.invalid', `${fileName} is ${found}. ${EXPECTED}`);
}

function topologyFeatures(fileName: string, topology: Topology): RawFeature[] {
  try {
    return Object.values(topology.objects).flatMap((object) => {
      const converted = feature(topology, object);
      return converted.type === 'FeatureCollection' ? converted.features.map(rawFeature) : [rawFeature(converted)];
    });
  } catch (cause) {
    throw new HubError('report.invalid', `${fileName} is TopoJSON that cannot be followed. ${EXPECTED}`, { cause });
  }
}

function rawFeature(candidate: unknown): RawFeature {
  const { properties, geometry } = (candidate ?? {}) as { properties?: unknown; geometry?: unknown };
  const record = typeof properties === 'object' && properties !== null ? properties : {};
  return { properties: record as Record<string, unknown>, geometry };
}
