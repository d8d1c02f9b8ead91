import type { ReactNode } from 'react';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { OrderSwatch } from '../swatches.js';

interface OrdersPartProps {
  groups: readonly HazardGroup[];
  selectedId: string | null;
  select: (hazardId: string) => void;
  now: number;
}

/** What municipalities order, apart from what others tell: never among JMA's levels. */
export function OrdersPart({ groups, selectedId, select, now }: OrdersPartProps): ReactNode {
  const words = useWords();
  if (groups.length === 0) return null;
  return (
    <section className="orders" aria-labelledby="orders-title" data-testid="orders">
      <h2 id="orders-title" className="panel-subheading">
        <Ruby>{words.orders.title}</Ruby>
        <span className="panel-count">
          <Ruby>{words.list.count(groups.length)}</Ruby>
        </span>
      </h2>
      <ul className="hazard-list">
        {groups.map((group) => (
          <OrderRow
            key={group.hazardId}
            group={group}
            selected={group.hazardId === selectedId}
            select={select}
            now={now}
          />
        ))}
      </ul>
    </section>
  );
}

function OrderRow({
  group,
  selected,
  select,
  now,
}: Omit<OrdersPartProps, 'groups' | 'selectedId'> & {
  group: HazardGroup;
  selected: boolean;
}): ReactNode {
  const words = useWords();
  const { properties } = group.main;
  if (properties.type !== 'evacuation-order') return null;
  const { level, municipality, districts } = properties;
  return (
    <li>
      <button
        type="button"
        className="hazard-row order-row"
        data-hazard={group.hazardId}
        data-severity={level}
        data-layer={group.layer}
        aria-current={selected ? 'true' : undefined}
        onClick={() => select(group.hazardId)}
      >
        <span className="row-severity">
          <OrderSwatch level={level} />
        </span>
        <span className="row-title">
          <Ruby>{words.orders.level[level]}</Ruby>
        </span>
        <span className="row-where">
          <span className="row-area">
            <Ruby>{words.place({ ...municipality, set: 'jma-city', code: `${municipality.code}00` })}</Ruby>
          </span>
          <span className="row-note">
            {districts === '' ? (
              <Ruby>{group.main.geometry === null ? words.orders.whole : words.orders.drawn}</Ruby>
            ) : (
              <span data-own lang="ja">
                {districts}
              </span>
            )}
          </span>
        </span>
        <span className="row-age">
          <Ruby>{words.ago(Math.max(0, now - Date.parse(group.issuedAt)))}</Ruby>
        </span>
      </button>
    </li>
  );
}
