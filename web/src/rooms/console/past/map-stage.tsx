import { useMemo, useRef, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { shownFeatures, type HazardFilter } from '../../../hazards/shown-features.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { MapPane, type MapPaneProps } from '../map-pane.js';
import type { Past } from './use-past.js';

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
  const caption = (atMs: number): MapPaneProps['caption'] => ({
    kind: 'past',
    text: words.past.caption(moment(atMs, words.language)),
  });
  const compared = past?.compared ?? null;
  const shownMs = past === null ? null : (past.view.shownMs ?? past.view.atMs);
  return (
    <>
      <MapHalf
        half={compared === null ? 'whole' : 'right'}
        map={shownMs === null ? map : { ...map, caption: caption(shownMs) }}
      />
      {compared?.kind === 'now' && (
        <OtherMap
          map={map}
          features={live}
          filter={filter}
          clockMs={hubNowMs}
          caption={{ kind: 'now', text: words.past.captionNow }}
        />
      )}
      {compared?.kind === 'moment' && (
        <OtherMap
          map={map}
          features={compared.features}
          filter={filter}
          clockMs={compared.atMs}
          caption={caption(compared.atMs)}
        />
      )}
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
  caption: MapPaneProps['caption'];
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
