import type { ReactNode } from 'react';
import type { HazardGroup } from '../../hazards/group-hazards.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';

/** The worst of the sensors; the table has them all. */
const SHOWN = 50;
/** From here on what is measured is a danger, and the list is open. */
const OPEN_SEVERITY = 3;

/** Of how many sensors the reading is a danger. */
export function dangersOf(groups: readonly HazardGroup[]): number {
  return groups.filter(({ severity }) => severity >= OPEN_SEVERITY).length;
}

interface SensorsFoldProps {
  /** The worst first. */
  groups: readonly HazardGroup[];
  rows: (groups: readonly HazardGroup[]) => ReactNode;
}

/** What is measured, below what agencies say. */
export function SensorsFold({ groups, rows }: SensorsFoldProps): ReactNode {
  const words = useWords();
  const [worst] = groups;
  if (worst === undefined) return null;
  return (
    <details className="panel-fold" data-testid="sensors" open={worst.severity >= OPEN_SEVERITY}>
      <summary>
        <Ruby>{words.sensors.list}</Ruby>
        <span className="panel-count">
          <Ruby>{words.list.count(groups.length)}</Ruby>
        </span>
      </summary>
      {rows(groups.slice(0, SHOWN))}
      {groups.length > SHOWN && (
        <p className="panel-hidden">
          <Ruby>{words.sensors.more(groups.length - SHOWN)}</Ruby>
        </p>
      )}
    </details>
  );
}
