import { useRef, useState } from 'react';
import type { OrderEntry, OrderStepKind, PolygonGeometry, RunId } from '@hinomi/contracts';
import { ulid } from 'ulid';
import { HubRefusal, type HubApi } from '../../../access/hub-api.js';
import { formOf, issueOf, EMPTY_ORDER, problemsOf, stepOf, type OrderForm } from '../../../orders/order-form.js';

/** What is entered: a new order, or the next step of one. */
export type OrderTask = { order: null; step: 'issue' } | { order: OrderEntry; step: Exclude<OrderStepKind, 'issue'> };

export type Sending =
  | { state: 'typing' }
  | { state: 'review' }
  | { state: 'sending' }
  | { state: 'failed'; why: string }
  | { state: 'overtaken' }
  | { state: 'done' };

/** What is typed, looked at once more, and then sent; a press after a failure sends the same step again. */
export function useOrderEntry(
  api: HubApi,
  task: OrderTask,
  run: RunId | null,
  area: PolygonGeometry | null,
  done: () => void,
) {
  const [typed, setForm] = useState<OrderForm>(() =>
    task.order === null ? EMPTY_ORDER : formOf(task.order, task.step),
  );
  const form: OrderForm = { ...typed, area };
  const [sending, setSending] = useState<Sending>({ state: 'typing' });
  const [asked, setAsked] = useState(false);
  const ids = useRef({ orderId: ulid(), stepId: ulid() });
  /** When it was first sent: the time of an order without one of its own, the same on each try. */
  const sentAtMs = useRef<number | null>(null);

  const send = async (nowMs: number): Promise<void> => {
    sentAtMs.current ??= nowMs;
    const atMs = sentAtMs.current;
    setSending({ state: 'sending' });
    try {
      await (task.order === null
        ? api.tell('POST', '/api/v1/orders', issueOf(form, ids.current, run, atMs))
        : api.tell(
            'POST',
            `/api/v1/orders/${encodeURIComponent(task.order.id)}/steps`,
            stepOf(form, task.step, ids.current.stepId, task.order.steps.at(-1)?.stepId ?? '', atMs),
          ));
      setSending({ state: 'done' });
      done();
    } catch (error) {
      const refused = error instanceof HubRefusal ? error : null;
      setSending(
        refused?.code === 'order.overtaken'
          ? { state: 'overtaken' }
          : { state: 'failed', why: refused?.detail || String(error) },
      );
    }
  };

  return {
    form,
    put: (change: Partial<OrderForm>) => setForm((now) => ({ ...now, ...change })),
    sending,
    asked,
    /** To the confirmation, where nothing is missing. */
    review: (nowMs: number): void => {
      setAsked(true);
      if (problemsOf(form, task.step, nowMs).length === 0) setSending({ state: 'review' });
    },
    back: (): void => {
      // What is changed now is another step than the one that may have been sent.
      ids.current = { ...ids.current, stepId: ulid() };
      sentAtMs.current = null;
      setSending({ state: 'typing' });
    },
    send,
  };
}
