import { afterEach, describe, expect, it } from '@jest/globals';
import {
  drawingFeatureId,
  DrawingRequest,
  type DrawingContent,
  type DrawingId,
  type DrawingReceipt,
  type FeatureV1,
} from '@hinomi/contracts';
import { HubRefusal } from '../access/hub-api.js';
import { KeptRequests } from '../offline/kept-requests.js';
import { DrawingDesk } from './drawing-desk.js';

const line = (text = ''): DrawingContent => ({
  kind: 'line',
  geometry: {
    type: 'LineString',
    coordinates: [
      [136.9, 37.39],
      [136.91, 37.39],
    ],
  },
  ...{ color: 'blue', dash: 'solid', text },
});

const desks: DrawingDesk[] = [];
afterEach(() => desks.splice(0).forEach((desk) => desk.stop()));

/** A hub that takes what replaces what stands, and a device that keeps what is unsent. */
class StandIn {
  readonly written: DrawingRequest[] = [];
  problem: unknown = null;
  readonly kept = new KeptRequests(null, 'k:', DrawingRequest);
  readonly desk = this.open();

  open(): DrawingDesk {
    const desk = new DrawingDesk({ draw: (request) => this.draw(request) }, null, this.kept);
    desks.push(desk);
    return desk;
  }

  /** What the picture shows now. */
  show(): void {
    const features = [...new Set(this.written.map(({ drawingId }) => drawingId))].flatMap((id) => this.feature(id));
    this.desk.hear(new Map(features.map((feature) => [feature.id, feature])));
  }

  /** Somebody else's version. */
  other(drawingId: DrawingId, writeId: string, drawing: DrawingContent | null): void {
    const replaces = this.of(drawingId).at(-1)!.writeId;
    this.written.push({ drawingId, writeId, replaces, drawing, exercise: null } as DrawingRequest);
  }

  shown(): (string | undefined)[] {
    return [...this.desk.current().drawings.values()].map(({ content }) => content.text);
  }

  private of(drawingId: DrawingId): DrawingRequest[] {
    return this.written.filter((each) => each.drawingId === drawingId);
  }

  private feature(drawingId: DrawingId): FeatureV1[] {
    const all = this.of(drawingId);
    const { drawing, writeId } = all.at(-1)!;
    if (drawing === null) return [];
    const { geometry, ...style } = drawing;
    const properties = { type: 'drawing', drawingId, writeId, revision: all.length, ...style };
    const id = drawingFeatureId({ drawingId, exercise: null });
    return [{ id, layer: 'drawing', geometry, properties } as unknown as FeatureV1];
  }

  private async draw(request: DrawingRequest): Promise<DrawingReceipt> {
    if (this.problem !== null) throw this.problem;
    const before = this.of(request.drawingId);
    if ((before.at(-1)?.writeId ?? null) !== request.replaces)
      throw new HubRefusal(409, '/api/v1/drawings', 'drawing.overtaken');
    this.written.push(request);
    const versions = [...before, request].map(({ writeId }) => ({ writeId }));
    return { outcome: 'written', entry: { count: versions.length, versions } } as unknown as DrawingReceipt;
  }
}

/** Until everything that can be answered is. */
const settled = async (hub: StandIn): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  hub.show();
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

describe('the desk of who draws', () => {
  it('shows a stroke at once, sends it, and lets the picture speak once it has it', async () => {
    const hub = new StandIn();
    const id = hub.desk.draw(line('a'));
    expect([hub.shown(), hub.desk.current().unsent]).toEqual([['a'], 1]);
    await settled(hub);
    expect([hub.written.length, hub.desk.current().unsent, hub.desk.current().own.size]).toEqual([1, 0, 0]);
    expect(hub.desk.current().drawings.get(id)).toMatchObject({ revision: 1, unsent: false });
  });

  it('keeps what it cannot send, shows it, and a page that opens later sends it', async () => {
    const hub = new StandIn();
    hub.problem = new TypeError('no network');
    const id = hub.desk.draw(line('a'));
    hub.desk.alter(id, line('b'));
    await settled(hub);
    expect([hub.shown(), hub.desk.current().lost, hub.kept.list().length]).toEqual([['b'], true, 2]);
    const later = new StandIn();
    for (const request of hub.kept.list()) later.kept.add(request);
    later.open().hear(new Map());
    await settled(later);
    expect(later.written.map(({ drawing }) => drawing?.text)).toEqual(['a', 'b']);
    expect(later.kept.list()).toEqual([]);
  });

  it('undoes and does again its own steps as versions of their own, through a removal', async () => {
    const hub = new StandIn();
    const id = hub.desk.draw(line('a'));
    hub.desk.alter(id, line('b'));
    hub.desk.alter(id, null);
    await settled(hub);
    expect(hub.shown()).toEqual([]);
    for (const [act, shown] of [
      ['undo', ['b']],
      ['undo', ['a']],
      ['undo', []],
      ['redo', ['a']],
      ['redo', ['b']],
    ] as const) {
      hub.desk[act]();
      await settled(hub);
      expect([act, hub.shown()]).toEqual([act, shown]);
    }
    expect(hub.written).toHaveLength(8);
    hub.desk.draw(line('c'));
    expect(hub.desk.current().steps.undone).toEqual([]);
  });

  it('does not undo over what somebody else did since, and says so', async () => {
    const hub = new StandIn();
    const id = hub.desk.draw(line('a'));
    await settled(hub);
    hub.other(id, '01KB2D7QX4M8T5V9W3Y6Z1A2C9', line('theirs'));
    hub.show();
    hub.desk.undo();
    await settled(hub);
    expect([hub.shown(), hub.desk.current().notice]).toEqual([['theirs'], { kind: 'not-undone' }]);
    expect(hub.desk.current().steps.done).toEqual([]);
    const removed = hub.desk.draw(line('b'));
    await settled(hub);
    hub.other(removed, '01KB2D7QX4M8T5V9W3Y6Z1A2CA', null);
    hub.show();
    hub.desk.undo();
    await settled(hub);
    expect([hub.shown(), hub.desk.current().notice]).toEqual([['theirs'], { kind: 'not-undone' }]);
  });

  it('puts a change that crossed with another beside it, and leaves theirs when it would have removed', async () => {
    const hub = new StandIn();
    const id = hub.desk.draw(line('a'));
    await settled(hub);
    hub.other(id, '01KB2D7QX4M8T5V9W3Y6Z1A2C9', line('theirs'));
    hub.desk.alter(id, line('mine'));
    await settled(hub);
    expect(hub.shown().sort()).toEqual(['mine', 'theirs']);
    expect(hub.desk.current().notice).toEqual({ kind: 'copied' });
    hub.other(id, '01KB2D7QX4M8T5V9W3Y6Z1A2CA', line('theirs again'));
    hub.desk.alter(id, null);
    await settled(hub);
    expect(hub.shown().sort()).toEqual(['mine', 'theirs again']);
    expect(hub.desk.current().notice).toEqual({ kind: 'overtaken' });
  });

  it('says what the hub will never take, and goes on', async () => {
    const hub = new StandIn();
    hub.problem = new HubRefusal(403, '/api/v1/drawings', 'access.denied', 'not yours');
    hub.desk.draw(line('a'));
    await settled(hub);
    expect(hub.desk.current()).toMatchObject({ unsent: 0, notice: { kind: 'refused', reason: 'not yours' } });
    hub.problem = null;
    hub.desk.draw(line('b'));
    await settled(hub);
    expect(hub.shown()).toEqual(['b']);
  });
});
