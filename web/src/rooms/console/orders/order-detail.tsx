import { useEffect, useState, type ReactNode } from 'react';
import type { FeatureV1, OrderEntry, OrderStepKind } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../../access/hub-api.js';
import { numberText } from '../../../things/describe-thing.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact, Moment, OwnText, Part } from '../details/facts.js';
import { OrderSteps } from './order-steps.js';

export type ChangeOrder = (order: OrderEntry, step: Exclude<OrderStepKind, 'issue'>) => void;

interface OrderDetailProps {
  feature: FeatureV1;
  api: HubApi;
  hubNowMs: number;
  /** Null while the past is shown. */
  change: ChangeOrder | null;
}

/** What is ordered, and for headquarters who entered which step. */
export function OrderDetail({ feature, api, hubNowMs, change }: OrderDetailProps): ReactNode {
  const words = useWords();
  const { orders } = words;
  const entry = useOrder(api, feature.id, feature.version);
  const { properties } = feature;
  if (properties.type !== 'evacuation-order') return null;
  const { level, districts, households, persons, text } = properties;
  return (
    <>
      <p className="order-action" data-level={level}>
        <Ruby>{orders.action[level]}</Ruby>
      </p>
      <dl className="facts">
        <Fact name={orders.districts}>
          {districts === '' ? (
            <Ruby>{feature.geometry === null ? orders.whole : orders.drawn}</Ruby>
          ) : (
            <span data-own lang="ja">
              {districts}
            </span>
          )}
        </Fact>
        <Fact name={orders.step[properties.step]}>
          <Moment at={feature.issuedAt} hubNowMs={hubNowMs} />
        </Fact>
        {households !== null && (
          <Fact name={orders.field.households}>
            <Ruby>{orders.households(numberText(households))}</Ruby>
          </Fact>
        )}
        {persons !== null && (
          <Fact name={orders.field.persons}>
            <Ruby>{orders.persons(numberText(persons))}</Ruby>
          </Fact>
        )}
      </dl>
      <Part title={orders.reason}>
        <OwnText text={text} />
      </Part>
      <p className="detail-note">
        <Ruby>{orders.note}</Ruby>
      </p>
      {entry?.mayChange && change !== null && (
        <div className="detail-actions">
          {(['change', 'correct', 'lift', 'withdraw'] as const).map((step) => (
            <button
              key={step}
              type="button"
              className="button"
              data-testid={`order-${step}`}
              onClick={() => change(entry, step)}
            >
              <Ruby>{orders.step[step]}</Ruby>
            </button>
          ))}
        </div>
      )}
      {entry !== null && (
        <Part title={orders.steps}>
          <OrderSteps entry={entry} hubNowMs={hubNowMs} />
        </Part>
      )}
    </>
  );
}

/** Its steps, for whoever may read them; asked again with each version. */
function useOrder(api: HubApi, id: string, version: number): OrderEntry | null {
  const [entry, setEntry] = useState<OrderEntry | null>(null);
  useEffect(() => {
    let open = true;
    api.get<OrderEntry>(`/api/v1/orders/${encodeURIComponent(id)}`).then(
      (told) => {
        if (open) setEntry(told);
      },
      (error: unknown) => {
        // Whoever may not read the steps sees the order without them; a hub out of reach keeps what was known.
        if (open && error instanceof HubRefusal) setEntry(null);
      },
    );
    return () => {
      open = false;
    };
  }, [api, id, version]);
  return entry;
}
