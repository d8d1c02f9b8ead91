import {
  fromGeoJson,
  type ChronologyPage,
  type ChronologyReceipt,
  type ChronologyRequest,
  type DecisionEntry,
  type DrawingReceipt,
  type DrawingRequest,
  type DrillEntry,
  type FeatureV1,
  type FeedStatus,
  type GeoJsonFeature,
  type Geometry,
  type HubStatus,
  type InterestV1,
  type MapLayers,
  type MapSearch,
  type Me,
  type NeedsAnswer,
  type NeedsCatalogue,
  type PictureChangesV1,
  type PictureClock,
  type PictureSnapshot,
  type PolygonGeometry,
  type Rollups,
  type ThingDecision,
} from '@hinomi/contracts';
import type { AccessToken } from './access-token.js';

/** The hub answered, and the answer was no. */
export class HubRefusal extends Error {
  constructor(
    readonly status: number,
    readonly path: string,
    /** `code` of the problem document, where there is one. */
    readonly code: string | null = null,
    /** Its `detail`, in the hub's words. */
    readonly detail: string = '',
    /** Where in what was sent: a JSON pointer, where it says so. */
    readonly pointer: string | null = null,
  ) {
    super(`${path} answered ${status}${code === null ? '' : `: ${code}`}`);
    this.name = 'HubRefusal';
  }
}

/** What the page asks the hub over HTTP, with the token of who is looking. */
export class HubApi {
  /** `patienceMs`: give up on an answer after so long; null = as long as the browser waits. */
  constructor(
    private readonly access: AccessToken,
    private readonly patienceMs: number | null = null,
  ) {}

  /** The same hub, given up on after so long. */
  withPatience(patienceMs: number): HubApi {
    return new HubApi(this.access, patienceMs);
  }

  snapshot(interest: InterestV1): Promise<PictureSnapshot> {
    return this.get(`/api/v1/picture?${interestQuery(interest)}`);
  }

  /** How the picture changed over a stretch of the past; `cursor` goes on with an answer. */
  changes(
    interest: InterestV1,
    { clock, from, to, cursor }: { clock: PictureClock; from: string; to: string; cursor: string | null },
  ): Promise<PictureChangesV1> {
    const query = interestQuery(interest);
    for (const [name, value] of Object.entries({ clock, from, to })) query.set(name, value);
    if (cursor !== null) query.set('cursor', cursor);
    return this.get(`/api/v1/picture/changes?${query}`);
  }

  /** For what fetches by itself. */
  token(): Promise<string> {
    return this.access.get();
  }

  async feature(id: string): Promise<FeatureV1> {
    return fromGeoJson(await this.get<GeoJsonFeature>(`/api/v1/features/${encodeURIComponent(id)}`));
  }

  /** What is counted by the hub; the browser asks again with the tag of what it has. */
  rollups(query: Readonly<Record<string, string>>): Promise<Rollups> {
    return this.get(`/api/v1/rollups?${new URLSearchParams(query)}`);
  }

  drawnRollups(area: PolygonGeometry, query: Readonly<Record<string, string>>): Promise<Rollups> {
    return this.tell('POST', `/api/v1/rollups?${new URLSearchParams(query)}`, area);
  }

  /** What may be meant on the map by what somebody typed. */
  search(q: string, exercise: boolean): Promise<MapSearch> {
    return this.tell('POST', '/api/v1/search', { q, exercise });
  }

  /** Pictures of others that the map may show. */
  mapLayers(): Promise<MapLayers> {
    return this.get('/api/v1/map/layers');
  }

  needsCatalogue(): Promise<NeedsCatalogue> {
    return this.get('/api/v1/needs/catalogue');
  }

  /** Exact for whoever may see that, and then it is recorded who asked. */
  needs(exercise: string | null): Promise<NeedsAnswer> {
    return this.get(`/api/v1/needs${exercise === null ? '' : `?exercise=${encodeURIComponent(exercise)}`}`);
  }

  /** Of one kind, newest first. */
  decisions(drill: boolean, is: ThingDecision['is']): Promise<DecisionEntry[]> {
    return this.get(`/api/v1/decisions?exercise=${drill}&is=${is}`);
  }

  chronology(query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<ChronologyPage> {
    return this.get(`/api/v1/chronology?${new URLSearchParams(query)}`, signal);
  }

  draw(request: DrawingRequest): Promise<DrawingReceipt> {
    return this.tell('POST', '/api/v1/drawings', request);
  }

  writeLog(request: ChronologyRequest): Promise<ChronologyReceipt> {
    return this.tell('POST', '/api/v1/chronology', request);
  }

  me(): Promise<Me> {
    return this.get('/api/v1/me');
  }

  drills(): Promise<DrillEntry[]> {
    return this.getList('/api/v1/drills', 'drills');
  }

  feeds(): Promise<FeedStatus[]> {
    return this.getList('/api/v1/feeds', 'feeds');
  }

  /** The shape of an area that the basemap has no layer for. */
  async area(edition: string, code: string): Promise<Geometry | null> {
    const shape = await this.get<{ geometry: Geometry | null }>(
      `/api/v1/areas/${encodeURIComponent(edition)}/${encodeURIComponent(code)}`,
    );
    return shape.geometry;
  }

  async startDrill(name: string): Promise<void> {
    await this.call('POST', `/api/v1/drills/${encodeURIComponent(name)}/start`);
  }

  async stopDrill(name: string): Promise<void> {
    await this.call('POST', `/api/v1/drills/${encodeURIComponent(name)}/stop`);
  }

  /** Sends JSON and reads the answer. */
  async tell<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
    return (await (await this.call(method, path, body)).json()) as T;
  }

  /** Sends the bytes of a file as they are. */
  async upload<T>(path: string, file: Blob): Promise<T> {
    return (await (await this.call('POST', path, file)).json()) as T;
  }

  /** A list, answered bare or under its name. */
  async getList<T>(path: string, name: string): Promise<T[]> {
    const body = await this.get<T[] | Record<string, T[]>>(path);
    return Array.isArray(body) ? body : (body[name] ?? []);
  }

  /** `signal` ends a question whose answer the hub may hold back. */
  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return (await (await this.call('GET', path, undefined, signal)).json()) as T;
  }

  /** Bytes as they are, as a picture's. */
  async bytes(path: string): Promise<Blob> {
    return (await this.call('GET', path)).blob();
  }

  /** Sends bytes of the type they say, and reads the answer. */
  async tellBytes<T>(path: string, body: Blob): Promise<T> {
    return (await (await this.call('POST', path, body)).json()) as T;
  }

  async remove(path: string): Promise<void> {
    await this.call('DELETE', path);
  }

  private async call(method: string, path: string, body?: unknown, until?: AbortSignal): Promise<Response> {
    const first = await this.send(method, path, body, until);
    if (first.status !== 401) return ok(first, path);
    this.access.forget();
    return ok(await this.send(method, path, body, until), path);
  }

  private async send(method: string, path: string, body: unknown, until?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${await this.access.get()}` };
    const signal = until ?? (this.patienceMs === null ? null : AbortSignal.timeout(this.patienceMs));
    if (body === undefined) return fetch(path, { method, headers, signal });
    if (body instanceof Blob) {
      headers['content-type'] = body.type;
      return fetch(path, { method, headers, signal, body });
    }
    headers['content-type'] = 'application/json';
    return fetch(path, { method, headers, signal, body: JSON.stringify(body) });
  }
}

/** As `GET /api/v1/picture` asks for it. */
export function interestQuery(interest: InterestV1): URLSearchParams {
  const query = new URLSearchParams({ exercise: String(interest.exercise) });
  if (interest.minSeverity !== undefined) query.set('minSeverity', String(interest.minSeverity));
  const own = Object.entries(interest.minSeverityOf ?? {});
  if (own.length > 0) query.set('minSeverityOf', own.map(([layer, least]) => `${layer}:${least}`).join(','));
  const { area, where } = interest;
  if (area?.codes !== undefined) query.set('areaCodes', area.codes.join(','));
  if (area?.polygon !== undefined) query.set('polygon', JSON.stringify(area.polygon));
  if (where !== undefined) query.set('where', JSON.stringify(where));
  if (interest.layers !== undefined) query.set('layers', interest.layers.join(','));
  if (interest.bbox !== undefined) query.set('bbox', interest.bbox.join(','));
  return query;
}

async function ok(reply: Response, path: string): Promise<Response> {
  if (!reply.ok) {
    const { code, detail, pointer } = await problemOf(reply);
    throw new HubRefusal(reply.status, path, code, detail, pointer);
  }
  return reply;
}

/** The one call that needs no token: the page cannot know whether it may sign in before it has the answer. */
export async function fetchStatus(): Promise<HubStatus> {
  const reply = await fetch('/api/v1/status');
  return (await (await ok(reply, '/api/v1/status')).json()) as HubStatus;
}

export interface Refused {
  code: string | null;
  detail: string;
  pointer: string | null;
}

/** What a refusal says of itself. */
export async function problemOf(reply: Response): Promise<Refused> {
  try {
    const { code, detail, place } = (await reply.json()) as Record<'code' | 'detail', unknown> & { place?: unknown };
    const { path } = (place ?? {}) as { path?: unknown };
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    return { code: text(code), detail: text(detail) ?? '', pointer: text(path) };
  } catch {
    // Whatever answered was not the hub; the status says enough.
    return { code: null, detail: '', pointer: null };
  }
}
