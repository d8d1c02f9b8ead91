import { contentDigest, HubError, type LngLat } from '@hinomi/contracts';
import { z } from 'zod';
import { pointerOf, readJson } from '../json/read-json.js';
import {
  P2P_QUAKE_TYPES,
  type P2pEew,
  type P2pHypocentre,
  type P2pOther,
  type P2pQuake,
  type P2pReport,
  type P2pTsunami,
} from './p2p-report.js';
import { forecastOf, intensityOf, isNoScale, P2pTime } from './p2p-values.js';

/** What one body or a list of bodies says; an item that cannot be used is a problem with its JSON pointer. */
export interface P2pFeed {
  reports: P2pReport[];
  problems: HubError[];
}

const text = z.string().nullish();
const number = z.number().nullish();
const time = P2pTime.nullish().catch(null);

const Basic = z.object({
  id: z.string().min(1).max(100).nullish(),
  /** As the WebSocket names it at times. */
  _id: z.string().min(1).max(100).nullish(),
  time,
  test: z.boolean().nullish(),
});

const Hypocenter = z
  .object({ name: text, latitude: number, longitude: number, depth: number, magnitude: number })
  .nullish();

const Quake = z.object({
  issue: z.object({ time: P2pTime, type: z.string() }),
  earthquake: z.object({
    time: P2pTime,
    hypocenter: Hypocenter,
    maxScale: number,
    domesticTsunami: text,
    foreignTsunami: text,
  }),
  points: z.array(z.object({ pref: text, addr: z.string().min(1), isArea: z.boolean(), scale: number })).nullish(),
  comments: z.object({ freeFormComment: text }).nullish(),
});

const Tsunami = z
  .object({
    cancelled: z.boolean(),
    issue: z.object({ time: P2pTime }),
    areas: z
      .array(
        z.object({
          name: z.string().min(1),
          grade: z.string(),
          immediate: z.boolean().nullish(),
          firstHeight: z.object({ arrivalTime: time, condition: text }).nullish(),
          maxHeight: z.object({ description: text, value: number }).nullish(),
        }),
      )
      .nullish(),
  })
  // No coast listed must never look like no tsunami.
  .refine(({ cancelled, areas }) => cancelled === ((areas ?? []).length === 0), {
    path: ['areas'],
    error: 'a tsunami forecast lists its coasts, and one that is lifted lists none',
  });

const Eew = z
  .object({
    cancelled: z.boolean(),
    issue: z.object({
      time: P2pTime,
      eventId: z.string().regex(/^\d{14}$/, 'expected an EventID of 14 digits'),
      serial: z.coerce.number().int().nonnegative(),
    }),
    earthquake: z.object({ originTime: time, arrivalTime: time, condition: text, hypocenter: Hypocenter }).nullish(),
    areas: z
      .array(
        z.object({
          pref: text,
          name: z.string().min(1),
          scaleFrom: number,
          scaleTo: number,
          kindCode: text,
          arrivalTime: time,
        }),
      )
      .nullish(),
  })
  .refine(({ cancelled, earthquake, areas }) => cancelled || earthquake || (areas ?? []).length > 0, {
    path: ['earthquake'],
    error: 'there is neither an earthquake nor a forecast',
  });

const BODIES: Readonly<Record<number, (item: unknown) => z.ZodSafeParseResult<P2pReport['body']>>> = {
  551: (item) => Quake.transform(quakeOf).safeParse(item),
  552: (item) => Tsunami.transform(tsunamiOf).safeParse(item),
  556: (item) => Eew.transform(eewOf).safeParse(item),
  554: () => other(554),
  555: () => other(555),
  561: () => other(561),
  9611: () => other(9611),
};

/**
 * Reads P2P地震情報 (JSON API v2): one body as the WebSocket brings it, or a list of them as the REST address answers.
 *
 * Errors: `report.unreadable` when it is not JSON, `report.invalid` when it is neither an object nor a list.
 */
export function parseP2pquake(bytes: Uint8Array): P2pFeed {
  const read = readJson(bytes);
  if (read === null || typeof read !== 'object') {
    throw new HubError('report.invalid', 'expected a body of P2P地震情報 or a list of them', { place: { path: '' } });
  }
  const feed: P2pFeed = { reports: [], problems: [] };
  const items: unknown[] = Array.isArray(read) ? read : [read];
  items.forEach((item, index) => {
    const report = readItem(item, Array.isArray(read) ? `/${index}` : '');
    if (report instanceof HubError) feed.problems.push(report);
    else feed.reports.push(report);
  });
  return feed;
}

/** Whether bytes call themselves a test, every one of a list. What cannot be read does not say so. */
export function isP2pTest(bytes: Uint8Array): boolean {
  let read: unknown;
  try {
    read = readJson(bytes);
  } catch (error) {
    if (error instanceof HubError) return false;
    throw error;
  }
  const items: unknown[] = Array.isArray(read) ? read : [read];
  return items.length > 0 && items.every((item) => isObject(item) && item['test'] === true);
}

function readItem(item: unknown, pointer: string): P2pReport | HubError {
  if (!isObject(item)) return problem('report.invalid', `${pointer} is no object`, pointer);
  const code = codeOf(item);
  const readBody = Object.hasOwn(BODIES, String(code)) ? BODIES[Number(code)] : undefined;
  if (readBody === undefined)
    return problem('report.unsupported', `there is no body with code ${String(code)}`, `${pointer}/code`);
  const basic = Basic.safeParse(item);
  if (!basic.success) return schemaProblem(basic.error, pointer);
  const body = readBody(item);
  if (!body.success) return schemaProblem(body.error, pointer);
  const { id, _id, time: receivedAt, test } = basic.data;
  return {
    id: id ?? _id ?? contentDigest(item),
    receivedAt: receivedAt ?? null,
    test: test === true,
    body: body.data,
  };
}

/** P2PQuake's own files have no code: there what a body holds tells what it is. */
function codeOf(item: Readonly<Record<string, unknown>>): unknown {
  if (item['code'] !== undefined) return item['code'];
  if ('points' in item) return 551;
  if ('earthquake' in item) return 556;
  return 'cancelled' in item ? 552 : undefined;
}

function quakeOf({ issue, earthquake, points, comments }: z.infer<typeof Quake>): P2pQuake {
  return {
    code: 551,
    issuedAt: issue.time,
    type: P2P_QUAKE_TYPES.find((known) => known === issue.type) ?? 'Other',
    originTime: earthquake.time,
    hypocentre: hypocentreOf(earthquake.hypocenter),
    maxIntensity: intensityOf(earthquake.maxScale),
    domesticTsunami: earthquake.domesticTsunami ?? null,
    foreignTsunami: earthquake.foreignTsunami ?? null,
    points: (points ?? [])
      .filter(({ scale }) => !isNoScale(scale))
      .map(({ pref, addr, isArea, scale }) => ({
        prefecture: pref ?? '',
        name: addr,
        isArea,
        intensity: intensityOf(scale),
      })),
    comment: comments?.freeFormComment?.trim() ?? '',
  };
}

function tsunamiOf({ cancelled, issue, areas }: z.infer<typeof Tsunami>): P2pTsunami {
  return {
    code: 552,
    issuedAt: issue.time,
    cancelled,
    coasts: (areas ?? []).map(({ name, grade, immediate, firstHeight, maxHeight }) => ({
      name,
      grade,
      immediate: immediate === true,
      arrivalTime: firstHeight?.arrivalTime ?? null,
      condition: firstHeight?.condition || null,
      maxHeight: maxHeight ? { description: maxHeight.description ?? '', meters: maxHeight.value ?? null } : null,
    })),
  };
}

function eewOf({ cancelled, issue, earthquake, areas }: z.infer<typeof Eew>): P2pEew {
  return {
    code: 556,
    issuedAt: issue.time,
    eventId: issue.eventId,
    serial: issue.serial,
    cancelled,
    earthquake: earthquake
      ? {
          originTime: earthquake.originTime ?? null,
          detectedAt: earthquake.arrivalTime ?? null,
          condition: earthquake.condition ?? '',
          hypocentre: hypocentreOf(earthquake.hypocenter),
        }
      : null,
    areas: (areas ?? []).map(({ pref, name, scaleFrom, scaleTo, kindCode, arrivalTime }) => ({
      prefecture: pref ?? '',
      name,
      kindCode: kindCode ?? '',
      intensity: forecastOf(scaleFrom, scaleTo),
      arrivalAt: arrivalTime ?? null,
    })),
  };
}

/** Latitude or longitude -200, depth and magnitude -1: there is none. Null when nothing at all is given. */
function hypocentreOf(given: z.infer<typeof Hypocenter>): P2pHypocentre | null {
  const name = given?.name?.trim() ?? '';
  const lngLat = placeOf(given?.longitude ?? -200, given?.latitude ?? -200);
  const [depth, magnitude] = [given?.depth ?? -1, given?.magnitude ?? -1];
  if (name === '' && lngLat === null) return null;
  // P2P knows no magnitude below nought; a real one is told by a sensor, not here.
  return { name, lngLat, depthKm: depth < 0 ? null : depth, magnitude: magnitude < 0 ? null : magnitude };
}

function placeOf(lng: number, lat: number): LngLat | null {
  return Math.abs(lng) > 180 || Math.abs(lat) > 90 ? null : [lng, lat];
}

function other(code: P2pOther['code']): z.ZodSafeParseSuccess<P2pOther> {
  return { success: true, data: { code } };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function schemaProblem(error: z.ZodError, pointer: string): HubError {
  const [issue] = error.issues;
  const path = pointer + pointerOf(issue?.path ?? []);
  return problem('report.invalid', `${issue?.message ?? 'does not follow its schema'} (${path || '/'})`, path);
}

function problem(code: 'report.invalid' | 'report.unsupported', message: string, path: string): HubError {
  return new HubError(code, message, { place: { path } });
}
