import { describe, expect, it } from '@jest/globals';
import { createPropertyExpression, latest, validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { StylePropertySpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { LayerSpecification } from 'maplibre-gl';
import { BASE_PALETTE, severityColor } from './palette.js';
import { calmRank } from './sensor-layers.js';
import { siteLayers, siteSources } from './site-layers.js';
import { thingSignLayers, thingSources } from './thing-layers.js';

type Properties = Record<string, unknown>;

/** What a property of a layer is for one feature at a zoom, as the map works it out. */
function valueOf(layer: LayerSpecification, name: string, properties: Properties, zoom = 7): unknown {
  const isPaint = Object.hasOwn('paint' in layer ? (layer.paint ?? {}) : {}, name);
  const kind = `${isPaint ? 'paint' : 'layout'}_${layer.type}` as keyof typeof latest;
  const spec = (latest[kind] as Record<string, StylePropertySpecification>)[name];
  const written = (layer as unknown as Record<'paint' | 'layout', Properties>)[isPaint ? 'paint' : 'layout'][name];
  return evaluated(written, spec as StylePropertySpecification, properties, zoom);
}

function evaluated(written: unknown, spec: StylePropertySpecification, properties: Properties, zoom: number): unknown {
  const made = createPropertyExpression(written, 'layer', spec);
  if (made.result === 'error') throw new Error(made.value.map(({ message }) => message).join('; '));
  return made.value.evaluate({ zoom }, { type: 'Point', properties } as never);
}

const things = thingSignLayers(BASE_PALETTE.light, 'Noto', 1);
const signs = things.find(({ id }) => id === 'thing-signs') as LayerSpecification;
const sites = siteLayers(BASE_PALETTE.light, 'Noto', 1);
const site = (part: string): LayerSpecification =>
  sites.find(({ id }) => id === `site-${part}-shelter`) as LayerSpecification;

it('the layers of things and places are such as the map takes', () => {
  const style: StyleSpecification = {
    ...{ version: 8, glyphs: 'https://hub.example/{fontstack}/{range}.pbf' },
    sources: { ...thingSources(), ...siteSources('https://hub.example') } as StyleSpecification['sources'],
    layers: [...things, ...sites] as StyleSpecification['layers'],
  };
  expect(validateStyleMin(style).map(({ message }) => message)).toEqual([]);
});

describe('a cluster of things', () => {
  const cluster = {
    cluster: true,
    point_count: 120,
    point_count_abbreviated: '120',
    severity: 4,
    silent: 0,
    unknown: 0,
  };

  it('has the sign of its worst, and says how many there are', () => {
    expect(String(valueOf(signs, 'icon-image', cluster))).toBe('thing|cluster||4');
    expect(String(valueOf(signs, 'text-field', cluster))).toBe('120');
  });

  it('says that one of it is silent, or that of one nobody knows, however calm it is', () => {
    const calm = { ...cluster, severity: 1 };
    const image = (more: Properties): string => String(valueOf(signs, 'icon-image', { ...calm, ...more }));
    expect(image({ silent: 3 })).toBe('thing|cluster|silent|1');
    expect(image({ unknown: 1 })).toBe('thing|cluster|unknown|1');
    expect(image({ silent: 1, unknown: 1 })).toBe('thing|cluster|silentunknown|1');
  });

  it('lies over what is less severe, whether that is one or many, and beneath what is more so', () => {
    const single = (severity: number): Properties => ({ id: 'a', severity, icon: `thing|shelter|on|${severity}` });
    const keys = [single(3), cluster, single(5)].map((each) => valueOf(signs, 'symbol-sort-key', each));
    expect(keys).toEqual([3, 4, 5]);
    expect(String(valueOf(signs, 'icon-image', single(3)))).toBe('thing|shelter|on|3');
  });
});

describe('a cluster of places out of tiles', () => {
  it('has the colour, the sign and the rank of its worst', () => {
    const found = { count: 40, severity: 3, worst: 2 };
    expect(String(valueOf(site('worst'), 'icon-image', found))).toBe('severity:3');
    expect(valueOf(site('cluster'), 'circle-sort-key', found)).toBe(3);
    const red = valueOf(site('cluster'), 'circle-stroke-color', found);
    expect(red).toEqual(evaluated(severityColor(3), latest.paint_circle['circle-stroke-color'] as never, {}, 7));
  });

  it('says that some lie under a hazard, and nothing where all is calm', () => {
    const [, , filter] = (site('worst') as { filter: unknown[] }).filter;
    const spec = { type: 'boolean', 'property-type': 'data-driven', expression: { parameters: ['zoom', 'feature'] } };
    const hasSign = (properties: Properties): unknown => evaluated(filter, spec as never, properties, 7);
    expect(hasSign({ count: 40, severity: 0, worst: 40, atRisk: true })).toBe(true);
    expect(String(valueOf(site('worst'), 'icon-image', { count: 40, severity: 0, atRisk: true }))).toBe(
      'thing|under-hazard||0',
    );
    expect(hasSign({ count: 40, severity: 1, worst: 1 })).toBe(false);
  });
});

describe('sensors that give way to each other', () => {
  const NOW = 1_000_000;
  const rank = (icon: string, severity: number, silentFromMs = NOW + 1): unknown =>
    evaluated(calmRank(NOW), latest.layout_symbol['symbol-sort-key'] as never, { icon, severity, silentFromMs }, 7);

  it('stand by their level first, then by whether they are silent or not believed', () => {
    const ranks = [
      rank('sensor:level:1', 1),
      rank('sensor:level:0', 0, NOW),
      rank('sensor:suspect:0', 0),
      rank('sensor:level:0', 0),
    ] as number[];
    expect(ranks).toEqual([-2, -1, -1, 0].map((each) => expect.closeTo(each)));
  });
});
