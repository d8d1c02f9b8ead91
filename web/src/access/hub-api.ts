import type { DrillEntry, FeedStatus, Geometry, HubStatus, InterestV1, PictureSnapshot } from '@hinomi/contracts';
import type { AccessToken } from './access-token.js';

/** The hub answered, and the answer was no. */
export class HubRefusal extends Error {
  constructor(
    readonly status: number,
    readonly path: string,
  ) {
    super(`${path} answered ${status}`);
    this.name = 'HubRefusal';
  }
}

/** What the page asks the hub over HTTP, with the token of who is looking. */
export class HubApi {
  constructor(private readonly access: AccessToken) {}

  snapshot(interest: InterestV1): Promise<PictureSnapshot> {
    const query = new URLSearchParams({ exercise: String(interest.exercise) });
    if (interest.minSeverity !== undefined) query.set('minSeverity', String(interest.minSeverity));
    if (interest.layers !== undefined) query.set('layers', interest.layers.join(','));
    if (interest.bbox !== undefined) query.set('bbox', interest.bbox.join(','));
    return this.get(`/api/v1/picture?${query}`);
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

  /** A list, answered bare or under its name. */
  private async getList<T>(path: string, name: string): Promise<T[]> {
    const body = await this.get<T[] | Record<string, T[]>>(path);
    return Array.isArray(body) ? body : (body[name] ?? []);
  }

  private async get<T>(path: string): Promise<T> {
    return (await (await this.call('GET', path)).json()) as T;
  }

  private async call(method: string, path: string): Promise<Response> {
    const first = await this.send(method, path);
    if (first.status !== 401) return ok(first, path);
    this.access.forget();
    return ok(await this.send(method, path), path);
  }

  private async send(method: string, path: string): Promise<Response> {
    const token = await this.access.get();
    return fetch(path, { method, headers: token === null ? {} : { authorization: `Bearer ${token}` } });
  }
}

function ok(reply: Response, path: string): Response {
  if (!reply.ok) throw new HubRefusal(reply.status, path);
  return reply;
}

/** The one call that needs no token: the page cannot know whether it may sign in before it has the answer. */
export async function fetchStatus(): Promise<HubStatus> {
  const reply = await fetch('/api/v1/status');
  return (await ok(reply, '/api/v1/status').json()) as HubStatus;
}
