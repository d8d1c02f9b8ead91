import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import type { OrderEntry, RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Part } from '../details/facts.js';
import { Panel } from '../panel.js';
import { OrderEntryForm } from './order-entry-form.js';
import { OrderSteps } from './order-steps.js';
import type { OrderTask } from './use-order-entry.js';

export interface OrderPanelProps {
  api: HubApi;
  exercise: boolean;
  /** The run of the exercise that is going on. */
  run: RunId | null;
  task: OrderTask;
  setTask: (task: OrderTask) => void;
  hubNowMs: number;
  mapRef: RefObject<HazardMap | null>;
  close: () => void;
}

/** Where headquarters order evacuation, change and lift it; and what ended. */
export default function OrderPanel(props: OrderPanelProps): ReactNode {
  const { api, exercise, run, task, setTask, hubNowMs, mapRef, close } = props;
  const words = useWords();
  const { orders } = words;
  const [entered, setEntered] = useState(0);
  const ended = useEnded(api, exercise, entered);
  const title = task.order === null ? orders.open : orders.lead(task.order.municipality.name, orders.step[task.step]);
  return (
    <Panel title={title} close={close}>
      <p className="detail-note">
        <Ruby>{orders.note}</Ruby>
      </p>
      {exercise && run === null ? (
        <p role="status">
          <Ruby>{orders.noDrill}</Ruby>
        </p>
      ) : (
        <OrderEntryForm
          key={`${task.order?.id ?? ''} ${task.step}`}
          api={api}
          run={exercise ? run : null}
          task={task}
          hubNowMs={hubNowMs}
          mapRef={mapRef}
          done={() => setEntered((count) => count + 1)}
          again={() => setTask({ order: null, step: 'issue' })}
        />
      )}
      {ended.length > 0 && (
        <Part title={orders.ended}>
          {ended.map((entry) => (
            <details key={entry.id} className="history-fold" data-testid="order-ended">
              <summary>
                <Ruby>{placeOf(entry, words)}</Ruby>
              </summary>
              <OrderSteps entry={entry} hubNowMs={hubNowMs} />
              {entry.mayChange && (
                <button type="button" className="button" onClick={() => setTask({ order: entry, step: 'correct' })}>
                  <Ruby>{orders.restore}</Ruby>
                </button>
              )}
            </details>
          ))}
        </Part>
      )}
    </Panel>
  );
}

function placeOf({ municipality }: OrderEntry, words: ReturnType<typeof useWords>): string {
  return words.place({ ...municipality, set: 'jma-city', code: `${municipality.code}00` });
}

function useEnded(api: HubApi, exercise: boolean, entered: number): OrderEntry[] {
  const [ended, setEnded] = useState<OrderEntry[]>([]);
  useEffect(() => {
    let open = true;
    api.get<OrderEntry[]>(`/api/v1/orders?exercise=${exercise}`).then(
      (all) => {
        if (open) setEnded(all.filter(({ stands }) => !stands));
      },
      // Out of reach: the form itself says so when something is sent.
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, [api, exercise, entered]);
  return ended;
}
