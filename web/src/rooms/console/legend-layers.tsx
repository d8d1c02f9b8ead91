import { Suspense, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import type { LogLayerProps } from './chronology/log-layer.js';
import { MapLayers } from './map-layers.js';
import { lazyPart } from '../../lazy-part.js';

const DrawingLegend = lazyPart(() => import('./drawings/drawing-legend.js'));
const LogLayer = lazyPart(() => import('./chronology/log-layer.js'));

interface LegendLayersProps extends LogLayerProps {
  /** What is on the map. */
  shown: ReadonlyMap<string, FeatureV1>;
}

/** What headquarters put on the map, and what can be switched on and off. */
export function LegendLayers({ shown, ...props }: LegendLayersProps): ReactNode {
  const { api, me, exercise, mapRef, mapReady } = props;
  return (
    <>
      <Suspense fallback={null}>
        <DrawingLegend shown={shown} />
        {me?.permissions.includes('chronology:read') === true && (
          <LogLayer key={exercise ? 'drill' : 'real'} {...props} />
        )}
      </Suspense>
      <MapLayers {...{ api, mapRef, mapReady }} />
    </>
  );
}
