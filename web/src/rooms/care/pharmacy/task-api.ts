import type {
  CareTask,
  CareTaskAct,
  NeedAct,
  NeedActAnswer,
  PharmacyAct,
  PharmacyTask,
  RunId,
  TaskRequest,
  TasksAnswer,
} from '@hinomi/contracts';
import type { CareApi, CarePlace } from '../care-api.js';

/** An act without what is the same for every act. */
export type Said<T> = T extends unknown ? Omit<T, 'requestId' | 'purpose' | 'shelter'> : never;

/** What the care room asks of needs and pharmacies. */
export class NeedsApi {
  constructor(
    private readonly api: CareApi,
    private readonly place: CarePlace,
  ) {}

  decide(person: string, act: Said<NeedAct>, requestId: string): Promise<NeedActAnswer> {
    return this.post(`persons/${encodeURIComponent(person)}/needs`, { ...act, requestId });
  }

  askPharmacy(person: string, request: Said<TaskRequest>, requestId: string): Promise<CareTask> {
    return this.post(`persons/${encodeURIComponent(person)}/tasks`, { ...request, requestId });
  }

  act(task: string, act: Said<CareTaskAct>, requestId: string): Promise<CareTask> {
    return this.post(`tasks/${encodeURIComponent(task)}`, { ...act, requestId });
  }

  tasks(mark: string | null): Promise<TasksAnswer<CareTask>> {
    const query = new URLSearchParams({ ...this.place, ...(mark !== null && { mark }) });
    return this.api.ask('GET', `/api/v1/phr/tasks?${query}`);
  }

  private post<T>(path: string, body: object): Promise<T> {
    return this.api.ask('POST', `/api/v1/phr/${path}`, JSON.stringify({ ...body, ...this.place }));
  }
}

/** What the pharmacy asks. */
export class PharmacyApi {
  constructor(
    private readonly api: CareApi,
    private readonly exercise: RunId | null,
  ) {}

  tasks(mark: string | null): Promise<TasksAnswer<PharmacyTask>> {
    const parts = { ...(this.exercise !== null && { exercise: this.exercise }), ...(mark !== null && { mark }) };
    return this.api.ask('GET', `/api/v1/phr/pharmacy/tasks?${new URLSearchParams(parts)}`);
  }

  act(task: string, act: Said<PharmacyAct>, requestId: string): Promise<PharmacyTask> {
    const body = JSON.stringify({ ...act, requestId });
    return this.api.ask('POST', `/api/v1/phr/pharmacy/tasks/${encodeURIComponent(task)}`, body);
  }
}

/** For one press of a button; pressed again after no answer it is the same request. */
export function newRequestId(): string {
  return crypto.randomUUID();
}
