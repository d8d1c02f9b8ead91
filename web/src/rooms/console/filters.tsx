import type { ReactNode, RefObject } from 'react';
import type { Layer, Severity } from '@hinomi/contracts';
import { HAZARD_LAYERS, type HazardFilter, type HazardLayer } from '../../hazards/shown-features.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { AreaChip } from './search/area-chip.js';

export interface FiltersProps {
  /** Of each layer, whatever the filter says. */
  counts: Readonly<Record<Layer, number>>;
  filter: HazardFilter;
  setFilter: (filter: HazardFilter) => void;
  toggleLayer: (layer: Layer) => void;
  filterRef: RefObject<HTMLInputElement | null>;
}

const MIN_SEVERITIES: readonly Severity[] = [0, 2, 3, 4, 5];

/** Kinds that are looked for when there are none; every other comes with its first hazard. */
const ALWAYS_OFFERED: ReadonlySet<HazardLayer> = new Set([
  'earthquake',
  'tsunami',
  'weather-warning',
  'river-flood',
  'alert',
]);

/** Which layers, and from which severity on. */
export function Filters({ counts, filter, setFilter, toggleLayer, filterRef }: FiltersProps): ReactNode {
  const words = useWords();
  const hazards = HAZARD_LAYERS.filter(
    (layer) => ALWAYS_OFFERED.has(layer) || counts[layer] > 0 || !filter.layers.has(layer),
  );
  // Published needs and drawings are no hazards, and are switched like one.
  const beside = (['need', 'drawing'] as const).filter((layer) => counts[layer] > 0 || !filter.layers.has(layer));
  const chips = [...hazards, ...beside];
  return (
    <div className="filters" role="search" aria-label={plain(words.filter.title)}>
      <fieldset className="filter-layers">
        <legend className="visually-hidden">
          <Ruby>{words.filter.layers}</Ruby>
        </legend>
        {chips.map((layer, index) => (
          <label key={layer} className="filter-chip" data-layer={layer}>
            <input
              ref={index === 0 ? filterRef : undefined}
              type="checkbox"
              checked={filter.layers.has(layer)}
              onChange={() => toggleLayer(layer)}
            />
            <span>
              <Ruby>{words.layers[layer]}</Ruby>
            </span>
            <span className="filter-count" data-zero={counts[layer] === 0}>
              {counts[layer]}
            </span>
          </label>
        ))}
      </fieldset>
      <AreaChip filter={filter} setFilter={setFilter} />
      <label className="filter-severity">
        <span>
          <Ruby>{words.filter.severity}</Ruby>
        </span>
        <select
          value={filter.minSeverity}
          onChange={(event) => setFilter({ ...filter, minSeverity: MIN_SEVERITIES[event.target.selectedIndex] ?? 0 })}
        >
          {MIN_SEVERITIES.map((severity) => (
            <option key={severity} value={severity}>
              {plain(severity === 0 ? words.filter.all : words.filter.atLeast(words.severity[severity] ?? ''))}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
