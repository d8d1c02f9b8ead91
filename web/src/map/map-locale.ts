import { plain } from '../words/ruby-text.js';
import type { Words } from '../words/words.js';

/** MapLibre's own labels, in the page's language. */
export function mapLocale(words: Words): Record<string, string> {
  const { map } = words;
  return {
    'Map.Title': plain(map.title),
    'NavigationControl.ZoomIn': plain(map.zoomIn),
    'NavigationControl.ZoomOut': plain(map.zoomOut),
    'NavigationControl.ResetBearing': plain(map.resetNorth),
    'AttributionControl.ToggleAttribution': plain(map.attribution),
    'ScaleControl.Meters': 'm',
    'ScaleControl.Kilometers': 'km',
  };
}
