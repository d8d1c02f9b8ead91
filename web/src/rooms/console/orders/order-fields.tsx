import { useEffect, useState, type ReactNode } from 'react';
import { ORDER_LEVELS, type NamedCode, type OrderStepKind } from '@hinomi/contracts';
import { ends, type OrderForm, type OrderProblem } from '../../../orders/order-form.js';
import { useWords } from '../../../words/language-context.js';
import { PREFECTURES } from '../../../words/prefectures.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { DrawPart } from '../rollups/draw-part.js';
import type { DrawnArea } from '../rollups/use-drawn-area.js';
import { OrderSwatch } from '../swatches.js';

interface OrderFieldsProps {
  form: OrderForm;
  put: (change: Partial<OrderForm>) => void;
  step: OrderStepKind;
  drawn: DrawnArea;
  /** To choose from; null = the order has one. */
  municipalities: readonly NamedCode[] | null;
  problems: readonly OrderProblem[];
}

/** The fields of a step; what ends an order has a reason and a time only. */
export function OrderFields({ form, put, step, drawn, municipalities, problems }: OrderFieldsProps): ReactNode {
  const { orders } = useWords();
  const problem = (name: OrderProblem): ReactNode =>
    problems.includes(name) && (
      <span className="order-problem" role="alert">
        <Ruby>{orders.missing[name]}</Ruby>
      </span>
    );
  const text = (name: 'districts' | 'households' | 'persons' | 'issuedAt', type = 'text'): ReactNode => (
    <label className="order-field">
      <Ruby>{orders.field[name]}</Ruby>
      <input
        type={type}
        inputMode={name === 'households' || name === 'persons' ? 'numeric' : undefined}
        autoComplete="off"
        maxLength={1_000}
        value={form[name]}
        onChange={(event) => put({ [name]: event.target.value })}
        data-order-field={name}
      />
    </label>
  );
  return (
    <>
      {!ends(step) && (
        <fieldset className="order-levels">
          <legend>
            <Ruby>{orders.field.level}</Ruby>
          </legend>
          {ORDER_LEVELS.map((level) => (
            <label key={level}>
              <input
                type="radio"
                name="order-level"
                checked={form.level === level}
                onChange={() => put({ level })}
                data-testid={`order-level-${level}`}
              />
              <OrderSwatch level={level} />
              <span>
                <Ruby>{orders.level[level]}</Ruby>
              </span>
            </label>
          ))}
          {problem('level')}
        </fieldset>
      )}
      {municipalities !== null && (
        <>
          <MunicipalityField
            all={municipalities}
            value={form.municipality}
            put={(municipality) => put({ municipality })}
          />
          {problem('municipality')}
        </>
      )}
      <label className="order-field">
        <Ruby>{orders.field.reason}</Ruby>
        <textarea
          rows={3}
          maxLength={2_000}
          value={form.reason}
          onChange={(event) => put({ reason: event.target.value })}
          data-order-field="reason"
        />
        {problem('reason')}
      </label>
      {!ends(step) && (
        <>
          {text('districts')}
          <fieldset className="order-levels">
            <legend>
              <Ruby>{orders.field.area}</Ruby>
            </legend>
            <DrawPart drawn={drawn} />
            {form.area !== null && (
              <p role="status">
                <Ruby>{orders.drawn}</Ruby>
              </p>
            )}
          </fieldset>
          {text('households')}
          {text('persons')}
          {problem('count')}
        </>
      )}
      {text('issuedAt', 'datetime-local')}
      {problem('issuedAt')}
    </>
  );
}

/** By prefecture first where there are several: nearly two thousand are no list to look through. */
function MunicipalityField({
  all,
  value,
  put,
}: {
  all: readonly NamedCode[];
  value: string;
  put: (code: string) => void;
}): ReactNode {
  const words = useWords();
  const { orders } = words;
  const prefectures = [...new Set(all.map(({ code }) => code.slice(0, 2)))];
  const [chosen, setChosen] = useState('');
  const prefecture = prefectures.length === 1 ? (prefectures[0] ?? '') : chosen;
  const those = all.filter(({ code }) => code.startsWith(prefecture) && prefecture !== '');
  const only = all.length === 1 ? all[0]?.code : undefined;
  useEffect(() => {
    if (only !== undefined && value !== only) put(only);
  });
  return (
    <>
      {prefectures.length > 1 && (
        <label className="order-field">
          <Ruby>{orders.field.prefecture}</Ruby>
          <select
            value={prefecture}
            onChange={(event) => {
              setChosen(event.target.value);
              put('');
            }}
            data-order-field="prefecture"
          >
            <option value="">{plain(orders.choose)}</option>
            {prefectures.map((code) => (
              <option key={code} value={code}>
                {plain(words.place({ name: PREFECTURES.get(code)?.ja ?? code, set: 'prefecture', code }))}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="order-field">
        <Ruby>{orders.field.municipality}</Ruby>
        <select value={value} onChange={(event) => put(event.target.value)} data-order-field="municipality">
          <option value="">{plain(orders.choose)}</option>
          {those.map(({ code, name }) => (
            <option key={code} value={code}>
              {plain(words.place({ name, set: 'jma-city', code: `${code}00` }))}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
