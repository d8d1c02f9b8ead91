import type {
  BreakGlassRequest,
  CarePurpose,
  FeatureId,
  HealthFormat,
  Instant,
  LegalGround,
  Me,
  NeedsCatalogue,
  PersonAnswer,
  PersonInCare,
  PersonSearch,
  RecordAnswer,
  RecordReceipt,
  ShelterEntry,
} from '@hinomi/contracts';
import type { AccessToken } from '../../access/access-token.js';

/** A document with its narratives takes a while on a poor line. */
const PATIENCE_MS = 60_000;
const MOST_FOUND = 30;

/** Where somebody works, and what for: the hub opens nothing without. */
export interface CarePlace {
  shelter: FeatureId;
  purpose: CarePurpose;
}

/** Something that is wrong with a document: where, and what, in the hub's words. */
export interface DocumentFault {
  severity: string;
  where: string;
  message: string;
}

/** The hub answered, and the answer was no. */
export class CareRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly faults: readonly DocumentFault[],
  ) {
    super(`the hub answered ${status}: ${code}`);
    this.name = 'CareRefusal';
  }
}

/** What is sent with a document. */
export interface Sending {
  format: HealthFormat;
  requestId: string;
  legalGround: LegalGround;
  consentText?: string;
}

/** What the care room asks the hub. Nothing of an answer is kept by the browser. */
export class CareApi {
  constructor(private readonly access: AccessToken) {}

  me(): Promise<Me> {
    return this.ask('GET', '/api/v1/me');
  }

  catalogue(): Promise<NeedsCatalogue> {
    return this.ask('GET', '/api/v1/needs/catalogue');
  }

  findShelters(search: string, exercise: boolean): Promise<ShelterEntry[]> {
    const query = new URLSearchParams({ q: search, limit: String(MOST_FOUND), exercise: String(exercise) });
    return this.ask('GET', `/api/v1/shelters?${query}`);
  }

  shelter(id: FeatureId): Promise<ShelterEntry> {
    return this.ask('GET', `/api/v1/shelters/${encodeURIComponent(id)}`);
  }

  persons(place: CarePlace): Promise<PersonInCare[]> {
    return this.ask('GET', `/api/v1/phr/persons?${queryOf(place)}`);
  }

  record(id: string, place: CarePlace): Promise<RecordAnswer> {
    return this.ask('GET', `/api/v1/phr/records/${encodeURIComponent(id)}?${queryOf(place)}`);
  }

  receive(sending: Sending, { shelter }: CarePlace, document: BodyInit): Promise<RecordReceipt> {
    const query = new URLSearchParams({ ...sending, shelter });
    return this.ask('POST', `/api/v1/phr/records?${query}`, document);
  }

  correct(id: string, format: HealthFormat, place: CarePlace, document: BodyInit): Promise<RecordReceipt> {
    return this.ask('PUT', `/api/v1/phr/records/${encodeURIComponent(id)}?${queryOf({ ...place, format })}`, document);
  }

  search({ shelter, purpose }: CarePlace, by: PersonSearch['by']): Promise<PersonAnswer[]> {
    return this.ask('POST', '/api/v1/phr/search', JSON.stringify({ shelter, purpose, by } satisfies PersonSearch));
  }

  /** `leave`: they are gone from the shelter; `move`: they are at it now. */
  move(person: string, shelter: FeatureId, step: 'move' | 'leave'): Promise<PersonAnswer> {
    return this.ask('POST', personPath(person, `/${step}`), JSON.stringify({ shelter }));
  }

  breakGlass(person: string, asked: BreakGlassRequest): Promise<{ until: Instant }> {
    return this.ask('POST', personPath(person, '/break-glass'), JSON.stringify(asked));
  }

  async erase(person: string, because: 'revoked' | 'deleted'): Promise<void> {
    await this.call('DELETE', `${personPath(person)}?because=${because}`);
  }

  /** For what the room asks beside this. */
  async ask<T>(method: string, path: string, body?: BodyInit): Promise<T> {
    return (await (await this.call(method, path, body)).json()) as T;
  }

  private async call(method: string, path: string, body?: BodyInit): Promise<Response> {
    let reply = await this.send(method, path, body);
    if (reply.status === 401) {
      this.access.forget();
      reply = await this.send(method, path, body);
    }
    if (!reply.ok) throw await refusalOf(reply);
    return reply;
  }

  private async send(method: string, path: string, body?: BodyInit): Promise<Response> {
    const headers = {
      authorization: `Bearer ${await this.access.get()}`,
      ...(body !== undefined && { 'content-type': 'application/octet-stream' }),
    };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return fetch(path, { method, headers, signal, cache: 'no-store', body: body ?? null });
  }
}

function queryOf(parts: Readonly<Record<string, string>> | CarePlace): URLSearchParams {
  return new URLSearchParams({ ...parts });
}

function personPath(person: string, step = ''): string {
  return `/api/v1/phr/persons/${encodeURIComponent(person)}${step}`;
}

interface OperationOutcome {
  resourceType: 'OperationOutcome';
  issue: { severity: string; diagnostics?: string; expression?: string[]; location?: string[] }[];
}
interface Problem {
  code?: string;
  detail?: string;
  place?: { path?: string };
}

/** A FHIR document is refused by an OperationOutcome, everything else by problem details. */
async function refusalOf(reply: Response): Promise<CareRefusal> {
  let said: OperationOutcome | Problem;
  try {
    said = (await reply.json()) as OperationOutcome | Problem;
  } catch {
    // Whatever answered was not the hub; the status says enough.
    return new CareRefusal(reply.status, '', '', []);
  }
  if ('resourceType' in said) {
    const faults = said.issue.map(({ severity, diagnostics = '', expression, location }) => ({
      ...{ severity, message: diagnostics, where: (expression ?? location ?? [])[0] ?? '' },
    }));
    return new CareRefusal(reply.status, 'record.invalid', '', faults);
  }
  const { code = '', detail = '', place } = said;
  const faults = place?.path === undefined ? [] : [{ severity: 'error', where: place.path, message: detail }];
  return new CareRefusal(reply.status, code, detail, faults);
}
