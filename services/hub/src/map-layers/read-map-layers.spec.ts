import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { securityHeaders } from '@hinomi/access';
import { hostsOf, readMapLayers } from './read-map-layers.js';

const read = (text: string) => readMapLayers(text, 'layers.yaml', (file) => file === 'there.pmtiles');
const one = (lines: string): string => `layers:\n  - id: a\n    title: A\n    credit: C\n${lines}`;
const xyz = (url: string): string => one(`    kind: xyz\n    url: '${url}'\n`);

describe('layers of the map', () => {
  it('are read, each as the address that a browser asks', () => {
    const { layers } = read(
      `${xyz('https://tiles.example.jp/{z}/{x}/{y}.png')}
  - { id: w, title: { ja: 図, en: Map }, credit: C, kind: wms, url: 'http://wms.example.jp:8000/ows?map=a', layers: 'x,y', version: 1.1.1 }
  - { id: p, title: P, credit: C, kind: pmtiles, file: there.pmtiles, role: background }
`,
    );
    const [tiles, wms, file] = layers ?? [];
    expect(tiles).toMatchObject({ tiles: 'https://tiles.example.jp/{z}/{x}/{y}.png', role: 'overlay', pmtiles: null });
    expect(wms?.title).toEqual({ ja: '図', en: 'Map', easy: '図' });
    const query = new URL(wms!.tiles!).searchParams;
    expect([query.get('map'), query.get('VERSION'), query.get('SRS'), query.get('CRS'), query.get('LAYERS')]).toEqual([
      'a',
      '1.1.1',
      'EPSG:3857',
      null,
      'x,y',
    ]);
    expect(wms?.tiles).toMatch(/&BBOX=\{bbox-epsg-3857\}$/);
    expect(file).toMatchObject({ pmtiles: '/map-layers/there.pmtiles', tiles: null, role: 'background' });
    expect(hostsOf(layers ?? [])).toEqual(['http://wms.example.jp:8000', 'https://tiles.example.jp']);
  });

  it('ask a WMS of 1.3.0 by CRS', () => {
    const { layers } = read(one("    kind: wms\n    url: 'https://w.example.jp/'\n    layers: x\n"));
    expect(new URL(layers![0]!.tiles!).searchParams.get('CRS')).toBe('EPSG:3857');
  });

  it.each([
    ['no list', 'layers: 5', 'layers.yaml:1: layers: '],
    ['an unknown kind', one('    kind: wfs\n'), 'layers.yaml:5: layers/0/kind: '],
    ['a wildcard', xyz('https://*.example.jp/{z}/{x}/{y}'), 'layers.yaml:6: layers/0/url: must be an address'],
    ['a host in braces', xyz('https://{s}.example.jp/{z}/{x}/{y}'), 'layers.yaml:6: layers/0/url: must be an address'],
    ['another directive', xyz('https://a.example.jp;script-src/{z}/{x}/{y}'), 'layers.yaml:6: layers/0/url: must'],
    ['no place for x', xyz('https://a.example.jp/{z}/{y}'), 'layers.yaml:6: layers/0/url: must hold {z}, {x} and {y}'],
    ['a script', xyz('javascript:alert({z}{x}{y})'), 'layers.yaml:6: layers/0/url: must be an address'],
    ['a missing file', one('    kind: pmtiles\n    file: gone.pmtiles\n'), 'layers.yaml:6: layers/0/file: there is no'],
    ['a file elsewhere', one('    kind: pmtiles\n    file: ../a.pmtiles\n'), 'layers.yaml:6: layers/0/file: must be'],
    ['broken YAML', 'layers: [', 'layers.yaml:1: '],
  ])('refuse %s with its place', (_, text, said) => {
    const { layers, problems } = read(text);
    expect(layers).toBeNull();
    expect(problems[0]?.slice(0, said.length)).toBe(said);
  });

  it('refuse the same name twice, and zooms that are none', () => {
    const twice = `${xyz('https://a.example.jp/{z}/{x}/{y}')}    minZoom: 9\n    maxZoom: 5\n  - { id: a, title: B, credit: C, kind: pmtiles, file: there.pmtiles }\n`;
    expect(read(twice).problems).toEqual([
      'layers.yaml:7: layers/0/minZoom: must not be beyond maxZoom',
      'layers.yaml:9: layers/1/id: there is a layer a already',
    ]);
  });

  it('of the project can be read, and allow the two hosts that they name and no other', () => {
    const { layers, problems } = read(readFileSync(path.resolve('infra/map-layers/gsi.yaml'), 'utf8'));
    expect(problems).toEqual([]);
    const hosts = hostsOf(layers ?? []);
    expect(hosts).toEqual(['https://cyberjapandata.gsi.go.jp', 'https://disaportaldata.gsi.go.jp']);
    const policy = securityHeaders(null, hosts)['content-security-policy'] ?? '';
    expect(policy).toContain(`connect-src 'self' ${hosts.join(' ')};`);
    expect(policy).toContain(`img-src 'self' data: blob: ${hosts.join(' ')};`);
    expect(policy).not.toContain('*');
    expect(securityHeaders(null)['content-security-policy']).not.toContain('http');
  });
});
