import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { DrawDiff } from '../picture/draw-queue.js';

/** One of the map's own sources; most changes have nothing to do with it, and then it is left alone. */
export class SourceWriter {
  private readonly held = new Set<string>();

  constructor(
    private readonly map: MapLibreMap,
    private readonly name: string,
  ) {}

  async update(diff: DrawDiff<unknown>, drawn: readonly (Feature | null)[]): Promise<void> {
    const add = drawn.filter((feature) => feature !== null);
    const remove = [...diff.removes, ...diff.upserts.keys()].filter((id) => this.held.has(id));
    if (remove.length === 0 && add.length === 0) return;
    const source = this.map.getSource<GeoJSONSource>(this.name);
    if (source === undefined) throw new Error(`the map has no source ${this.name}`);
    await source.updateData({ remove, add });
    for (const id of remove) this.held.delete(id);
    for (const { properties } of add) this.held.add(String(properties?.['id']));
  }
}
