import type { ReactNode } from 'react';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { NeedTag } from './need-tag.js';

/** Marks of published needs, as the map draws them. */
export function NeedLegend(): ReactNode {
  const { needs } = useWords();
  const { legend } = needs;
  return (
    <div className="legend-part" data-testid="legend-needs">
      <h2>
        <Ruby>{needs.title}</Ruby>
      </h2>
      <ul className="legend-rows">
        <li>
          <NeedTag need="insulin" urgent old={false} text="12" />
          <Ruby>{legend.urgent}</Ruby>
        </li>
        <li>
          <NeedTag need="hypertension" urgent={false} old={false} text="30" />
          <Ruby>{legend.calm}</Ruby>
        </li>
        <li>
          <NeedTag need="hypertension" urgent={false} old text="30" />
          <Ruby>{legend.old}</Ruby>
        </li>
      </ul>
      <p>
        <Ruby>{legend.more}</Ruby> <Ruby>{legend.below(5)}</Ruby>
      </p>
      <p>
        <span className="need-dots" aria-hidden="true" />
        <Ruby>{legend.area}</Ruby>
      </p>
    </div>
  );
}
