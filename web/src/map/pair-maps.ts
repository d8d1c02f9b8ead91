import type { Map as MapLibreMap } from 'maplibre-gl';

/** Two maps show the same place from now on, whichever is moved; the second begins where the first is. Returns what parts them. */
export function pairMaps(first: MapLibreMap, second: MapLibreMap): () => void {
  let following = false;
  const follow = (leader: MapLibreMap, follower: MapLibreMap) => (): void => {
    if (following) return;
    following = true;
    follower.jumpTo({ center: leader.getCenter(), zoom: leader.getZoom() });
    following = false;
  };
  const [onFirst, onSecond] = [follow(first, second), follow(second, first)];
  onFirst();
  first.on('move', onFirst);
  second.on('move', onSecond);
  return () => {
    first.off('move', onFirst);
    second.off('move', onSecond);
  };
}
