import {
  canonicalJson,
  type AlertSegment,
  type AlertText,
  type CapNamedValue,
  type Geometry,
  type Instant,
} from '@hinomi/contracts';
import type { CapInfo } from '@hinomi/formats';

/**
 * CAP `info` blocks → segments: blocks that differ only in language become one segment with several texts. Blocks of one
 * language are never one segment; of several candidates the one with the same times and categories is taken.
 */
export function deriveAlertSegments(infos: readonly CapInfo[]): AlertSegment[] {
  const groups: CapInfo[][] = [];
  for (const info of infos) {
    const open = groups.filter((group) => sameThing(group, info));
    const group = open.find(([first]) => first && timing(first) === timing(info)) ?? open[0];
    if (group) group.push(info);
    else groups.push([info]);
  }
  return groups.flatMap(([first, ...others]) => (first ? segment(first, others) : []));
}

function sameThing(group: readonly CapInfo[], info: CapInfo): boolean {
  const language = info.language.toLowerCase();
  const [first] = group;
  return (
    first !== undefined &&
    group.every((known) => known.language.toLowerCase() !== language) &&
    facts(first) === facts(info)
  );
}

function facts({ urgency, severity, certainty, areas }: CapInfo): string {
  return canonicalJson([
    urgency,
    severity,
    certainty,
    areas.map(({ rings, circles, geocodes, altitudeFeet, ceilingFeet }) => [
      rings,
      circles,
      geocodes,
      altitudeFeet,
      ceilingFeet,
    ]),
  ]);
}

function timing({ effective, onset, expires, categories, responseTypes }: CapInfo): string {
  return canonicalJson([effective, onset, expires, categories, responseTypes]);
}

function segment(first: CapInfo, others: readonly CapInfo[]): AlertSegment {
  const all = [first, ...others];
  const [eventCodes, parameters] = [distinct(all, 'eventCodes'), distinct(all, 'parameters')];
  const heights = heightsOf(first);
  const union = (pick: (info: CapInfo) => string[]): string[] => [...new Set(all.flatMap(pick))];
  return {
    categories: union((info) => info.categories),
    responseTypes: union((info) => info.responseTypes),
    urgency: first.urgency,
    severity: first.severity,
    certainty: first.certainty,
    onset: earliest(all.map((info) => info.onset)),
    // Without an end in one language the segment has no stated end.
    expires: all.some((info) => info.expires === null) ? null : latest(all.map((info) => info.expires)),
    texts: all.map(text),
    web: all.find((info) => info.web !== null)?.web ?? null,
    geometry: polygonsOf(first),
    circles: first.areas.flatMap((area) => area.circles),
    geocodes: first.areas.flatMap((area) => area.geocodes),
    ...(eventCodes.length === 0 ? {} : { eventCodes }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(heights.length === 0 ? {} : { heights }),
  };
}

function text(info: CapInfo): AlertText {
  const { language, event, senderName, headline, description, instruction, areas, audience, contact, resources } = info;
  const areaDescription = areas
    .map((area) => area.description)
    .filter((described) => described !== '')
    .join('; ');
  return {
    language,
    event,
    senderName,
    headline,
    description,
    instruction,
    areaDescription,
    ...(audience === null ? {} : { audience }),
    ...(contact === null ? {} : { contact }),
    ...(resources.length === 0 ? {} : { resources }),
  };
}

/** What the languages of one segment name; the same said in each of them is said once. */
function distinct(infos: readonly CapInfo[], what: 'eventCodes' | 'parameters'): CapNamedValue[] {
  const all = infos.flatMap((info) => info[what]);
  return [...new Map(all.map((each) => [canonicalJson(each), each])).values()];
}

function heightsOf({ areas }: CapInfo): NonNullable<AlertSegment['heights']> {
  return areas.flatMap(({ description, altitudeFeet, ceilingFeet }) =>
    altitudeFeet === null ? [] : [{ area: description, altitudeFeet, ceilingFeet }],
  );
}

/** All polygons of all areas; the same ring given twice is drawn once. */
function polygonsOf(info: CapInfo): Geometry | null {
  const rings = new Map(info.areas.flatMap((area) => area.rings.map((ring) => [JSON.stringify(ring), ring] as const)));
  const polygons = [...rings.values()].map((ring) => [ring]);
  const [only, ...more] = polygons;
  if (!only) return null;
  return more.length === 0 ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: polygons };
}

export function earliest(times: readonly (Instant | null)[]): Instant | null {
  return times.filter((time) => time !== null).sort()[0] ?? null;
}

export function latest(times: readonly (Instant | null)[]): Instant | null {
  return (
    times
      .filter((time) => time !== null)
      .sort()
      .at(-1) ?? null
  );
}
