import { lazy, Suspense, useMemo, useRef, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { shownFeatures, type HazardFilter } from '../../../hazards/shown-features.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { MapPane, type MapPaneProps } from '../map-pane.js';
import type { Past } from './use-past.js';

const PastBar = lazy(() => import('./past-bar.js'));
const PastDifference = lazy(() => import('./past-difference.js'));

interface MapStageProps {
  past: Past | null;
  map: MapPaneProps;
  /** The picture as it is now. */
  live: ReadonlyMap<string, FeatureV1>;
  filter: HazardFilter;
  hubNowMs: number;
}

const NO_FEATURES: readonly FeatureV1[] = [];

/** The map; in the past with its time, and beside another moment when two are compared. */
export function MapStage({ past, map, live, filter, hubNowMs }: MapStageProps): ReactNode {
  const words = useWords();
  const compared = past?.compared ?? null;
  if (past === null) return <MapHalf half="whole" map={map} />;
  const { view } = past;
  const shownMs = view.shownMs ?? view.atMs;
  const left =
    compared?.kind === 'moment'
      ? {
          atMs: compared.atMs,
          features: compared.features,
          caption: words.past.caption(moment(compared.atMs, words.language)),
        }
      : { atMs: hubNowMs, features: live, caption: words.past.captionNow };
  const name = (kind: 'now' | 'moment', ms: number): string =>
    kind === 'now' ? words.past.difference.now : moment(ms, words.language);
  const sides = [
    { atMs: left.atMs, name: name(compared?.kind ?? 'now', left.atMs), features: left.features },
    { atMs: shownMs, name: name('moment', shownMs), features: view.features },
  ].sort((a, b) => a.atMs - b.atMs);
  return (
    <>
      <MapHalf
        half={compared === null ? 'whole' : 'right'}
        map={{ ...map, caption: { kind: 'past', text: words.past.caption(moment(shownMs, words.language)) } }}
      />
      {compared !== null && (
        <OtherMap
          map={map}
          features={left.features}
          filter={filter}
          clockMs={left.atMs}
          caption={{ kind: compared.kind === 'now' ? 'now' : 'past', text: left.caption }}
        />
      )}
      <Suspense fallback={null}>
        {compared !== null && sides[0] && sides[1] && <PastDifference from={sides[0]} to={sides[1]} />}
        <PastBar past={past} hubNowMs={hubNowMs} />
      </Suspense>
    </>
  );
}

function MapHalf({ half, map }: { half: 'whole' | 'left' | 'right'; map: MapPaneProps }): ReactNode {
  return (
    <div className="map-half" data-half={half}>
      <MapPane {...map} />
    </div>
  );
}

interface OtherMapProps {
  map: MapPaneProps;
  features: ReadonlyMap<string, FeatureV1>;
  filter: HazardFilter;
  clockMs: number;
  caption: NonNullable<MapPaneProps['caption']>;
}

/** The other moment: it moves with the map that it stands beside. */
function OtherMap({ map, features, filter, clockMs, caption }: OtherMapProps): ReactNode {
  const ownRef = useRef<HazardMap | null>(null);
  const shown = useMemo(() => shownFeatures(features, filter), [features, filter]);
  return (
    <MapHalf
      half="left"
      map={{
        ...map,
        name: 'other-map',
        mapRef: ownRef,
        leader: map.mapRef,
        shown,
        hubNowMs: clockMs,
        position: '',
        selected: NO_FEATURES,
        caption,
        stale: null,
      }}
    />
  );
}
