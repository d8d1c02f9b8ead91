import { useMemo, type ReactNode } from 'react';
import { DRAWING_KINDS, type FeatureV1 } from '@hinomi/contracts';
import { drawingsIn } from '../../../drawings/drawings-in.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { DrawingSwatch } from '../swatches.js';

/** A row for each kind of drawing that is on the map. */
export default function DrawingLegend({ shown }: { shown: ReadonlyMap<string, FeatureV1> }): ReactNode {
  const { drawings } = useWords();
  const kinds = useMemo(() => new Set([...drawingsIn(shown).values()].map(({ content }) => content.kind)), [shown]);
  if (kinds.size === 0) return null;
  return (
    <div className="legend-part" data-testid="legend-drawings">
      <h2>
        <Ruby>{drawings.title}</Ruby>
      </h2>
      <ul className="legend-rows">
        {DRAWING_KINDS.filter((kind) => kinds.has(kind)).map((kind) => (
          <li key={kind} data-kind={kind}>
            <DrawingSwatch kind={kind} />
            <Ruby>{drawings.tool[kind]}</Ruby>
          </li>
        ))}
      </ul>
      <p className="map-layers-note">
        <Ruby>{drawings.legendNote}</Ruby>
      </p>
    </div>
  );
}
