import { monotonicFactory } from 'ulid';
import {
  drawingFeatureId,
  type DrawingContent,
  type DrawingId,
  type DrawingReceipt,
  type DrawingRequest,
  type DrawingWriteId,
  type FeatureId,
  type FeatureV1,
  type RunId,
} from '@hinomi/contracts';
import { HubRefusal } from '../access/hub-api.js';
import type { KeptRequests } from '../offline/kept-requests.js';
import { drawingsIn, type StandingDrawing } from './drawings-in.js';
import {
  NO_STEPS,
  withoutDrawing,
  withRedone,
  withStep,
  withUndone,
  type OwnStep,
  type OwnSteps,
} from './own-steps.js';

const RETRY_MS = 2_000;
/** What was answered is in the picture within a second; after this long it is not waited for. */
const PICTURE_MS = 10_000;

export interface DrawingApi {
  draw(request: DrawingRequest): Promise<DrawingReceipt>;
}

/** What this page drew and the picture does not show yet. */
interface OnItsWay {
  request: DrawingRequest;
  /** Which version it became; null = the hub has not answered. */
  revision: number | null;
}

/** What somebody must hear of. `copied`: another was first, and the stroke stands beside theirs as a drawing of its own. */
export type DrawingNotice = { kind: 'copied' | 'overtaken' | 'not-undone' } | { kind: 'refused'; reason: string };

export interface DrawingDeskView {
  /** What stands for whoever looks at this page: the picture, and what is on its way above it. */
  drawings: ReadonlyMap<DrawingId, StandingDrawing>;
  /** By feature id, what is on its way alone; null = it is being removed. */
  own: ReadonlyMap<FeatureId, StandingDrawing | null>;
  unsent: number;
  /** The hub did not answer the last time. */
  lost: boolean;
  steps: OwnSteps;
  notice: DrawingNotice | null;
}

/**
 * What one person draws in one world: kept on the device at once, sent one after the other when the hub answers, and shown meanwhile.
 * Nothing that arrives changes what is on its way.
 */
export class DrawingDesk {
  private standing: ReadonlyMap<DrawingId, StandingDrawing> = new Map();
  private onItsWay: OnItsWay[];
  /** By which version this page removed a drawing: the picture does not say. */
  private readonly removedBy = new Map<DrawingId, DrawingWriteId>();
  private readonly hearers = new Set<() => void>();
  private readonly ids = monotonicFactory();
  private view: DrawingDeskView = {
    drawings: new Map(),
    own: new Map(),
    unsent: 0,
    lost: false,
    steps: NO_STEPS,
    notice: null,
  };
  private sending = false;
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(
    private readonly api: DrawingApi,
    private readonly exercise: RunId | null,
    private readonly kept: KeptRequests<DrawingRequest>,
  ) {
    this.onItsWay = kept
      .list()
      .filter((request) => request.exercise === exercise)
      .map((request) => ({ request, revision: null }));
    this.change({});
  }

  readonly current = (): DrawingDeskView => this.view;

  readonly subscribe = (hearer: () => void): (() => void) => {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  };

  /** The picture as it is now. */
  hear(features: ReadonlyMap<string, FeatureV1>): void {
    this.standing = drawingsIn(features);
    this.onItsWay = this.onItsWay.filter((one) => !this.isShown(one));
    this.change({});
    this.send();
  }

  /** A new drawing. */
  draw(content: DrawingContent): DrawingId {
    const drawingId = this.ids() as DrawingId;
    this.step(drawingId, null, content);
    return drawingId;
  }

  /** Null = it is removed. */
  alter(drawingId: DrawingId, content: DrawingContent | null): void {
    const before = this.view.drawings.get(drawingId);
    if (before !== undefined) this.step(drawingId, before.content, content);
  }

  undo(): void {
    const step = this.view.steps.done.at(-1);
    if (step === undefined || !this.stands(step)) return;
    const writeId = this.write(step.drawingId, step.before);
    this.change({ steps: withUndone(this.view.steps, writeId), notice: null });
  }

  redo(): void {
    const step = this.view.steps.undone.at(-1);
    if (step === undefined || !this.stands(step)) return;
    const writeId = this.write(step.drawingId, step.after);
    this.change({ steps: withRedone(this.view.steps, writeId), notice: null });
  }

  /** What is unsent waits on the device. */
  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  noted(): void {
    this.change({ notice: null });
  }

  private step(drawingId: DrawingId, before: DrawingContent | null, after: DrawingContent | null): void {
    const writeId = this.write(drawingId, after);
    this.change({ steps: withStep(this.view.steps, { drawingId, before, after, writeId }), notice: null });
  }

  /** Nobody else was at it since. */
  private stands({ drawingId, writeId }: OwnStep): boolean {
    if (this.standingWrite(drawingId) === writeId) return true;
    this.change({ steps: withoutDrawing(this.view.steps, drawingId), notice: { kind: 'not-undone' } });
    return false;
  }

  private standingWrite(drawingId: DrawingId): DrawingWriteId | null {
    const own = this.onItsWay.filter(({ request }) => request.drawingId === drawingId).at(-1)?.request.writeId;
    return own ?? this.standing.get(drawingId)?.writeId ?? this.removedBy.get(drawingId) ?? null;
  }

  private write(drawingId: DrawingId, drawing: DrawingContent | null): DrawingWriteId {
    const writeId = this.ids() as DrawingWriteId;
    const replaces = this.standingWrite(drawingId);
    const request = { drawingId, writeId, replaces, drawing, exercise: this.exercise };
    this.kept.add(request);
    if (drawing === null) this.removedBy.set(drawingId, writeId);
    else this.removedBy.delete(drawingId);
    this.onItsWay = [...this.onItsWay, { request, revision: null }];
    this.change({});
    this.send();
    return writeId;
  }

  /** One after the other, so that each finds what it replaces. */
  private send(): void {
    if (this.sending) return;
    const next = this.onItsWay.find(({ revision }) => revision === null);
    if (next === undefined) return;
    this.sending = true;
    this.api
      .draw(next.request)
      .then(
        (receipt) => this.answered(next, receipt),
        (problem: unknown) => this.failed(next, problem),
      )
      .finally(() => {
        this.sending = false;
        if (!this.view.lost) this.send();
      });
  }

  private answered({ request }: OnItsWay, { entry }: DrawingReceipt): void {
    this.kept.remove(request.writeId);
    const at = entry.versions.findIndex(({ writeId }) => writeId === request.writeId);
    const answered = { request, revision: entry.count - (entry.versions.length - 1 - at) };
    // What it replaced on its way is history.
    const { drawingId } = request;
    const isBefore = (one: OnItsWay): boolean => one.request.drawingId === drawingId && one.revision !== null;
    this.onItsWay = this.onItsWay
      .filter((one) => !isBefore(one))
      .map((one) => (one.request.writeId === request.writeId ? answered : one))
      .filter((one) => !this.isShown(one));
    this.after(PICTURE_MS, () => {
      this.onItsWay = this.onItsWay.filter((one) => one !== answered);
      this.change({});
    });
    this.change({ lost: false });
  }

  private failed({ request }: OnItsWay, problem: unknown): void {
    const status = problem instanceof HubRefusal ? problem.status : 0;
    if (![400, 403, 404, 409, 413, 422].includes(status)) {
      this.after(RETRY_MS, () => this.send());
      this.change({ lost: true });
      return;
    }
    // What follows it would find nothing to replace either.
    const { drawingId } = request;
    const ofIt = this.onItsWay.filter((one) => one.request.drawingId === drawingId && one.revision === null);
    for (const one of ofIt) this.kept.remove(one.request.writeId);
    this.onItsWay = this.onItsWay.filter((one) => !ofIt.includes(one));
    this.removedBy.delete(drawingId);
    const last = ofIt.at(-1)?.request.drawing ?? null;
    const isOvertaken = status === 404 || status === 409;
    const reason = problem instanceof HubRefusal ? problem.detail || problem.message : '';
    this.change({ lost: false, steps: withoutDrawing(this.view.steps, drawingId) });
    if (isOvertaken && last !== null) this.draw(last);
    this.change({
      notice: isOvertaken ? { kind: last === null ? 'overtaken' : 'copied' } : { kind: 'refused', reason },
    });
  }

  private after(millis: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, millis);
    this.timers.add(timer);
  }

  private isShown({ request: { drawingId, drawing }, revision }: OnItsWay): boolean {
    if (revision === null) return false;
    const shown = this.standing.get(drawingId);
    return shown === undefined ? drawing === null : shown.revision >= revision;
  }

  private change(part: Partial<DrawingDeskView>): void {
    const drawings = new Map(this.standing);
    const own = new Map<FeatureId, StandingDrawing | null>();
    for (const { request, revision } of this.onItsWay) {
      const { drawingId, drawing: content, writeId } = request;
      const drawing = content && { drawingId, content, writeId, revision: revision ?? 0, unsent: revision === null };
      own.set(drawingFeatureId(request), drawing);
      if (drawing === null) drawings.delete(drawingId);
      else drawings.set(drawingId, drawing);
    }
    const unsent = this.onItsWay.filter(({ revision }) => revision === null).length;
    this.view = { ...this.view, drawings, own, unsent, ...part };
    for (const hear of this.hearers) hear();
  }
}
