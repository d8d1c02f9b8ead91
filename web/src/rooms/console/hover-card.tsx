import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { sensorStateAt, type FeatureV1, type Severity } from '@hinomi/contracts';
import { featureTitle } from '../../hazards/describe-hazard.js';
import { isHazard } from '../../hazards/group-hazards.js';
import type { HazardMap } from '../../map/hazard-map.js';
import { foremost, type MapHover } from '../../map/hover.js';
import { stateText } from '../../things/describe-thing.js';
import { isThing } from '../../things/thing-feature.js';
import { silenceOf } from '../../things/thing-silence.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import type { Words } from '../../words/words.js';
import { SeverityMark } from './icons.js';

interface HoverCardProps {
  hover: MapHover | null;
  shown: ReadonlyMap<string, FeatureV1>;
  hubNowMs: number;
}

/** Beside the pointer: name, level and age of the worst that lies there. The lists and the table say the same to who sees no pointer. */
export function HoverCard({ hover, shown, hubNowMs }: HoverCardProps): ReactNode {
  const words = useWords();
  const what = hover?.what ?? null;
  const features = what?.is === 'features' ? what.ids.flatMap((id) => shown.get(id) ?? []) : [];
  const first = foremost(features);
  const says = what === null || (what.is === 'features' && first === null) ? null : JSON.stringify(what);
  const dismissed = useDismissed(says);
  if (hover === null || what === null || says === null || dismissed) return null;
  const { at } = hover;
  return (
    <div
      className="hover-card"
      style={{ insetInlineStart: `${at[0]}px`, insetBlockStart: `${at[1]}px` }}
      aria-hidden="true"
      data-testid="hover-card"
    >
      {first !== null && <FeatureLines feature={first} more={features.length - 1} hubNowMs={hubNowMs} />}
      {what.is === 'place' && (
        <strong data-name>
          <Ruby>{what.name}</Ruby>
        </strong>
      )}
      {what.is === 'cluster' && (
        <>
          <strong>
            <Ruby>{words.map.cluster(what.count)}</Ruby>
          </strong>
          <Level severity={what.severity as Severity} more={words.map.worst(words.severity[what.severity] ?? '')} />
        </>
      )}
    </div>
  );
}

/** Esc closes what is said, and nothing else, until the pointer or the focus is on something else (WCAG 1.4.13). */
function useDismissed(says: string | null): boolean {
  const [dismissed, setDismissed] = useState<string | null>(null);
  if (dismissed !== null && dismissed !== says) setDismissed(null);
  const isShown = says !== null && says !== dismissed;
  useEffect(() => {
    if (!isShown) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing || document.querySelector('dialog:modal') !== null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setDismissed(says);
    };
    // Before anything that it would close as well hears of it.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [isShown, says]);
  return !isShown;
}

function FeatureLines({ feature, more, hubNowMs }: { feature: FeatureV1; more: number; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { severity, levelEquivalent } = feature;
  const level = levelEquivalent === null ? '' : words.levelEquivalent(levelEquivalent);
  const state = isThing(feature) ? stateText(feature, words) : level;
  const quiet = quietText(feature, words, hubNowMs);
  const said = [words.severity[severity] ?? '', state, quiet].filter((part) => part !== '').join(words.separator);
  const ageMs = Math.max(0, hubNowMs - Date.parse(feature.observedAt ?? feature.issuedAt));
  return (
    <>
      <strong data-name={isThing(feature) ? true : undefined}>
        <Ruby>{featureTitle(feature, words)}</Ruby>
      </strong>
      <Level severity={severity} more={said} />
      <span>
        <Ruby>{words.ago(ageMs)}</Ruby>
        {more > 0 && (
          <>
            {words.separator}
            <Ruby>{words.map.alsoHere(more)}</Ruby>
          </>
        )}
      </span>
    </>
  );
}

/** An old level must not be read as the level of now. */
function quietText(feature: FeatureV1, words: Words, hubNowMs: number): string {
  const { properties } = feature;
  if (properties.type === 'sensor') {
    const state = sensorStateAt(properties, hubNowMs);
    return state === 'ok' ? '' : words.sensors.shortStates[state];
  }
  const silence = isThing(feature) ? silenceOf(feature, hubNowMs) : null;
  return silence === null ? '' : words.things.silent(words.duration(silence.forMs));
}

function Level({ severity, more }: { severity: Severity; more: string }): ReactNode {
  return (
    <span className="table-severity">
      <SeverityMark severity={severity} />
      <Ruby>{more}</Ruby>
    </span>
  );
}

/**
 * What the keyboard is on in a list or a table, as if the pointer were on it: where it is in sight of the map.
 */
export function useFocusHover(
  mapRef: RefObject<HazardMap | null>,
  shown: ReadonlyMap<string, FeatureV1>,
): MapHover | null {
  const [hover, setHover] = useState<MapHover | null>(null);
  const latest = useRef(shown);
  latest.current = shown;
  useEffect(() => {
    let round = 0;
    const onFocus = ({ target }: FocusEvent): void => {
      round += 1;
      const mine = round;
      setHover(null);
      if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return;
      const id = target.dataset['hazard'] ?? target.dataset['thing'];
      const features = id === undefined ? [] : featuresOf(id, latest.current);
      if (features.length === 0) return;
      void mapRef.current?.placeOf(features).then((at) => {
        if (mine !== round || at === null || at === undefined) return;
        setHover({ what: { is: 'features', ids: features.map((feature) => feature.id) }, at });
      });
    };
    const onBlur = (): void => {
      round += 1;
      setHover(null);
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onBlur);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onBlur);
    };
  }, [mapRef]);
  return hover;
}

/** Of a thing or sensor itself, of a hazard all that is shown of it. */
function featuresOf(id: string, shown: ReadonlyMap<string, FeatureV1>): FeatureV1[] {
  const own = shown.get(id);
  if (own !== undefined && (isThing(own) || own.properties.type === 'sensor')) return [own];
  return [...shown.values()].filter(({ properties }) => isHazard(properties) && properties.hazardId === id);
}
