import type { ReactNode } from 'react';
import { Ruby } from '../../../words/ruby.js';

interface SegmentedProps<T extends string> {
  name: string;
  legend: string;
  values: readonly T[];
  labels: Readonly<Record<T, string>>;
  value: T;
  choose: (value: T) => void;
}

/** One of a few, all in sight. */
export function Segmented<T extends string>(props: SegmentedProps<T>): ReactNode {
  const { name, legend, values, labels, value, choose } = props;
  return (
    <fieldset className="segmented desk-way">
      <legend className="visually-hidden">
        <Ruby>{legend}</Ruby>
      </legend>
      {values.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            checked={value === each}
            onChange={() => choose(each)}
            data-testid={`${name}-${each}`}
          />
          <span>
            <Ruby>{labels[each]}</Ruby>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
