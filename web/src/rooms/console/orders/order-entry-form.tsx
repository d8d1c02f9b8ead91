import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { ends, formOf, problemsOf } from '../../../orders/order-form.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { useDrawnArea } from '../rollups/use-drawn-area.js';
import { OrderFields } from './order-fields.js';
import { useMunicipalities } from './use-municipalities.js';
import { useOrderEntry, type OrderTask } from './use-order-entry.js';

interface OrderEntryFormProps {
  api: HubApi;
  run: RunId | null;
  task: OrderTask;
  hubNowMs: number;
  mapRef: RefObject<HazardMap | null>;
  done: () => void;
  again: () => void;
}

/** Typed, then said back in words, then sent: a slip costs. */
export function OrderEntryForm({ api, run, task, hubNowMs, mapRef, done, again }: OrderEntryFormProps): ReactNode {
  const words = useWords();
  const { orders } = words;
  const drawn = useDrawnArea(mapRef, task.order === null ? null : formOf(task.order, task.step).area);
  const entry = useOrderEntry(api, task, run, drawn.area, done);
  const { form, sending } = entry;
  const municipalities = useMunicipalities(api, task.order === null);
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (sending.state === 'review' || sending.state === 'done') heading.current?.focus();
  }, [sending.state]);

  const code = form.municipality;
  const name = task.order?.municipality.name ?? municipalities.find((each) => each.code === code)?.name ?? '';
  const place = words.place({ name, set: 'jma-city', code: `${code}00` });
  const step = orders.step[task.step];
  if (sending.state === 'done') {
    return (
      <div className="order-confirm" data-testid="order-done">
        <p ref={heading} tabIndex={-1} role="status">
          <Ruby>{orders.done(`${place} ${step}`)}</Ruby>
        </p>
        <button type="button" className="button" onClick={again}>
          <Ruby>{orders.again}</Ruby>
        </button>
      </div>
    );
  }
  if (sending.state === 'typing') {
    return (
      <form
        className="order-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          entry.review(hubNowMs);
        }}
      >
        <OrderFields
          form={form}
          put={entry.put}
          step={task.step}
          drawn={drawn}
          municipalities={task.order === null ? municipalities : null}
          problems={entry.asked ? problemsOf(form, task.step, hubNowMs) : []}
        />
        <button type="submit" className="button button-strong" data-testid="order-review">
          <Ruby>{orders.review}</Ruby>
        </button>
      </form>
    );
  }
  const level = form.level === null ? '' : orders.level[form.level];
  const where = form.districts !== '' ? form.districts : form.area === null ? orders.whole : orders.drawn;
  const what = ends(task.step) ? `${level} ${step}` : `${level}（${where}） ${step}`;
  return (
    <div className="order-confirm" data-level={form.level} data-testid="order-confirm">
      <p ref={heading} tabIndex={-1} className="order-question">
        <Ruby>{orders.confirm(place, what)}</Ruby>
      </p>
      <p className="own-text" data-own lang="ja">
        {form.reason}
      </p>
      {sending.state === 'failed' && (
        <p role="alert" className="order-problem">
          <Ruby>{orders.failed(sending.why)}</Ruby>
        </p>
      )}
      {sending.state === 'overtaken' && (
        <p role="alert" className="order-problem">
          <Ruby>{orders.overtaken}</Ruby>
        </p>
      )}
      <div className="detail-actions">
        <button
          type="button"
          className="button button-strong"
          disabled={sending.state === 'sending' || sending.state === 'overtaken'}
          onClick={() => void entry.send(hubNowMs)}
          data-testid="order-send"
        >
          <Ruby>{sending.state === 'sending' ? orders.sending : orders.doIt(step, place, level)}</Ruby>
        </button>
        <button type="button" className="button" disabled={sending.state === 'sending'} onClick={entry.back}>
          <Ruby>{orders.backToForm}</Ruby>
        </button>
      </div>
    </div>
  );
}
