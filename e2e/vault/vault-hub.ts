import { eventually } from '@hinomi/testing';
import { EaredHub } from '../doors/eared-hub.js';
import { shelterPackage } from '../sip4d-package.js';
import { rawCall, type RawReply } from './raw-call.js';

const TABLE = '0d1d3f0e-6b1c-4d55-9d0a-6f6f2a3d9c11';
/** Of Nanao, where its tablet is enrolled; of Nanao as well; and of Chiyoda. */
export const SCHOOL = `sip4d:${TABLE}/school`;
export const HALL = `sip4d:${TABLE}/hall`;
export const ELSEWHERE = `sip4d:${TABLE}/elsewhere`;

/** The school in an exercise: the same table, marked as one. */
export const DRILL_SCHOOL = `drill:sip4d-training:${SCHOOL}`;

export const query = (parts: Record<string, string>): string => `?${new URLSearchParams(parts).toString()}`;

/** A hub whose vault is asked by anybody, with shelters of two prefectures. */
export class VaultHub {
  private readonly tokens = new Map<string, string>();
  private sent = 0;

  private constructor(readonly hub: EaredHub) {}

  static async start(dataDir: string, env: Record<string, string>): Promise<VaultHub> {
    const self = new VaultHub(await EaredHub.start(dataDir, env));
    const row = (id: string, citycode: string, lng: number, lat: number, name = `見本${id}`) => ({
      ...{ id, name, namekana: 'みほん', citycode, cityname: '', lng, lat },
      ...{ eststts: '開設', evacueeno: 10, capacity: 300 },
    });
    await self.list(TABLE, [
      row('school', '17202', 136.967, 37.043),
      row('hall', '17202', 136.961, 37.04),
      row('elsewhere', '13101', 139.753, 35.694),
    ]);
    await self.list(TABLE, [row('school', '17202', 136.967, 37.043)], true);
    await eventually(
      () => self.call('demo-operator', 'GET', `/api/v1/shelters/${encodeURIComponent(DRILL_SCHOOL)}`),
      ({ status }) => status === 200,
    );
    await eventually(
      () => self.call('demo-operator', 'GET', `/api/v1/shelters${query({ q: '見本' })}`),
      ({ body }) => ['school', 'hall', 'elsewhere'].every((id) => body.includes(`見本${id}`)),
    );
    return self;
  }

  get url(): string {
    return this.hub.url;
  }

  /** A prefecture's table of shelters. */
  async list(ttid: string, rows: Parameters<typeof shelterPackage>[0], isTraining = false): Promise<void> {
    const from = { ttid, author: '見本県', minutesAgo: 5, isPublic: true, isTraining };
    const bytes = Buffer.from(shelterPackage(rows, from));
    const { status, body } = await this.call('demo-operator', 'POST', '/api/v1/feeds/sip4d-zip', bytes);
    if (status !== 202) throw new Error(`the table was answered ${status}: ${body.toString()}`);
  }

  /** A token to be used under a name of the spec's own; demonstration clients are known by theirs. */
  use(who: string, token: string): void {
    this.tokens.set(who, token);
  }

  async token(who: string): Promise<string> {
    const token = this.tokens.get(who) ?? (await this.hub.tokenOf(who));
    this.tokens.set(who, token);
    return token;
  }

  async call(
    who: string | null,
    method: string,
    path: string,
    body?: Buffer | string | object,
    headers: Record<string, string> = {},
  ): Promise<RawReply> {
    const bearer: Record<string, string> = who === null ? {} : { authorization: `Bearer ${await this.token(who)}` };
    const bytes = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const type: Record<string, string> = bytes === undefined ? {} : { 'content-type': 'application/fhir+json' };
    return rawCall(this.url, { method, path, body: bytes, headers: { ...bearer, ...type, ...headers } });
  }

  /** Where a document is sent, under another requestId each time. */
  sending(format: string, over: Record<string, string> = {}): string {
    this.sent += 1;
    const parts = { format, shelter: SCHOOL, requestId: `request-${this.sent}`, legalGround: 'consent' };
    return `/api/v1/phr/records${query({ ...parts, consentText: '2026-11', ...over })}`;
  }
}

export function jsonOf<T = Record<string, unknown>>({ body }: RawReply): T {
  return JSON.parse(body.toString()) as T;
}
