import type { Words } from '../words/words.js';

/** MapLibre's own labels, in the page's language. */
export function mapLocale(words: Words): Record<string, string> {
  const { map } = words;
  return {
    'Map.Title': map.title,
    'NavigationControl.ZoomIn': map.zoomIn,
    'NavigationControl.ZoomOut': map.zoomOut,
    'NavigationControl.ResetBearing': map.resetNorth,
    'AttributionControl.ToggleAttribution': map.attribution,
    'ScaleControl.Meters': 'm',
    'ScaleControl.Kilometers': 'km',
  };
}
