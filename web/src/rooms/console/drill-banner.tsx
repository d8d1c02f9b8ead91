import type { ReactNode } from 'react';
import { millisOf, type DrillEntry, type FeatureV1 } from '@hinomi/contracts';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from './icons.js';
import { drillOf, type DrillControl } from './use-drill.js';

interface DrillBannerProps {
  /** The drill's own picture. */
  picture: ReadonlyMap<string, FeatureV1>;
  drills: readonly DrillEntry[];
  control: DrillControl;
  hubNowMs: number;
  toReal: () => void;
}

/** Nobody in the room may take a drill for the real thing, or the real thing for a drill. */
export function DrillBanner({ picture, drills, control, hubNowMs, toReal }: DrillBannerProps): ReactNode {
  const words = useWords();
  const drill = drillOf(picture);
  const state = drill?.state ?? 'none';
  return (
    <section className="drill-banner" data-testid="drill-banner" data-drill-state={state} aria-label={words.drill.mark}>
      <p className="drill-mark">
        <strong lang="ja">訓練</strong>
        <strong lang="en">DRILL</strong>
      </p>
      <div className="drill-text">
        <p className="drill-headline">
          <Ruby>
            {state === 'ended' ? words.drill.ended : state === 'none' ? words.drill.idle : words.drill.banner}
          </Ruby>
        </p>
        {drill !== null && (
          <p className="drill-title">
            <Ruby>{drill.title[words.language]}</Ruby>
            {drill.state === 'running' && (
              <span className="drill-elapsed">
                <Ruby>{words.drill.elapsed(Math.max(0, hubNowMs - millisOf(drill.startedAt)))}</Ruby>
              </span>
            )}
          </p>
        )}
      </div>
      {control.failed && (
        <p className="drill-failed" role="alert">
          <Ruby>{words.drill.failed}</Ruby>
        </p>
      )}
      <div className="drill-actions">
        {drill !== null && drill.state === 'running' && (
          <button type="button" className="button" disabled={control.busy} onClick={() => control.stop(drill.drill)}>
            <Ruby>{words.drill.end}</Ruby>
          </button>
        )}
        {drill !== null && drill.state === 'ended' && (
          <button type="button" className="button" disabled={control.busy} onClick={() => control.start(drill.drill)}>
            <Ruby>{words.drill.again}</Ruby>
          </button>
        )}
        {drill === null && drills[0] !== undefined && <DrillStart drills={drills} control={control} />}
        <button type="button" className="button button-strong" onClick={toReal}>
          <Ruby>{words.drill.toReal}</Ruby> <kbd>R</kbd>
        </button>
      </div>
    </section>
  );
}

/** One button per drill; most hubs have a handful. */
export function DrillStart({ drills, control }: { drills: readonly DrillEntry[]; control: DrillControl }): ReactNode {
  const words = useWords();
  return (
    <>
      {drills.map((drill) => (
        <button
          key={drill.name}
          type="button"
          className="button"
          disabled={control.busy}
          onClick={() => control.start(drill.name)}
        >
          <Ruby>{words.drill.start}</Ruby>
          <span className="button-note">
            <Ruby>{drill.title[words.language]}</Ruby>
          </span>
        </button>
      ))}
    </>
  );
}

/** A real event during a drill: over everything, with sound, until somebody answers. */
export function RealAlertBar({
  titles,
  open,
  later,
}: {
  titles: readonly string[];
  open: () => void;
  later: () => void;
}): ReactNode {
  const words = useWords();
  return (
    <section className="real-alert" role="alert" data-testid="real-alert">
      <Icon name="alert" />
      <div className="real-alert-text">
        <p className="real-alert-headline">
          <Ruby>{words.real.arrived}</Ruby>
        </p>
        <p>
          {titles.map((title) => (
            <span key={title} className="real-alert-title">
              <Ruby>{title}</Ruby>
            </span>
          ))}
          <Ruby>{words.real.arrivedMore}</Ruby>
        </p>
      </div>
      <button type="button" className="button button-strong" onClick={open}>
        <Ruby>{words.real.open}</Ruby> <kbd>R</kbd>
      </button>
      <button type="button" className="button" onClick={later}>
        <Ruby>{words.real.later}</Ruby>
      </button>
    </section>
  );
}
