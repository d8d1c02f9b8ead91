import { useState, type ReactNode } from 'react';
import type { DrillEntry } from '@hinomi/contracts';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from './icons.js';
import type { DrillControl } from './use-drill.js';

interface DrillChipProps {
  running: DrillEntry | null;
  drills: readonly DrillEntry[];
  control: DrillControl;
  enter: () => void;
}

/** In the real room a drill is a small thing: a chip that leads to it, or the way to begin one. */
export function DrillChip({ running, drills, control, enter }: DrillChipProps): ReactNode {
  const words = useWords();
  const [open, setOpen] = useState(false);
  if (running !== null) {
    return (
      <button
        type="button"
        className="bar-button drill-chip"
        onClick={enter}
        data-testid="drill-chip"
        title={`${plain(words.drill.toDrill)} (X)`}
      >
        <Icon name="flag" />
        <span>
          <Ruby>{words.drill.running}</Ruby>
        </span>
        <kbd>D</kbd>
      </button>
    );
  }
  if (drills.length === 0) return null;
  return (
    <div className="bar-menu">
      <button
        type="button"
        className="bar-button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        aria-label={plain(words.drill.start)}
        data-testid="drill-menu"
      >
        <Icon name="flag" />
        <span className="bar-label" lang="ja">
          <Ruby>{words.drill.mark}</Ruby>
        </span>
      </button>
      {open && (
        <div className="bar-menu-body">
          <p className="bar-menu-title">
            <Ruby>{words.drill.choose}</Ruby>
          </p>
          {drills.map((drill) => (
            <button
              key={drill.name}
              type="button"
              className="menu-item"
              disabled={control.busy}
              onClick={() => {
                control.start(drill.name);
                setOpen(false);
                enter();
              }}
            >
              <strong>
                <Ruby>{drill.title[words.language]}</Ruby>
              </strong>
              <span>
                <Ruby>{drill.summary[words.language]}</Ruby>
              </span>
              <span className="menu-note">
                <Ruby>{words.drill.minutes(drill.durationMinutes)}</Ruby>
              </span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
