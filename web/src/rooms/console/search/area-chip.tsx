import type { ReactNode } from 'react';
import type { HazardFilter } from '../../../hazards/shown-features.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Icon } from '../icons.js';

interface AreaChipProps {
  filter: HazardFilter;
  setFilter: (filter: HazardFilter) => void;
}

/** The area that the list and the map are limited to; one press shows everything again. */
export function AreaChip({ filter, setFilter }: AreaChipProps): ReactNode {
  const words = useWords();
  const { search } = words;
  const { area } = filter;
  if (area === null) return null;
  const name = words.language === 'en' ? (area.en ?? area.name) : area.name;
  return (
    <p className="filter-area">
      <button
        type="button"
        className="filter-area-chip"
        data-testid="area-chip"
        aria-label={plain(search.unlimit(name))}
        title={plain(search.unlimit(name))}
        onClick={() => setFilter({ ...filter, area: null })}
      >
        <Ruby>{search.limited(name)}</Ruby>
        <Icon name="close" />
      </button>
      <span className="filter-area-note">
        <Ruby>{search.areaNote}</Ruby>
      </span>
    </p>
  );
}
