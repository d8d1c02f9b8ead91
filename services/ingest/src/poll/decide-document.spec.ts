import { describe, expect, it } from '@jest/globals';
import type { FeedFormat } from '@hinomi/contracts';
import { decideDocument } from './decide-document.js';

const look = (format: FeedFormat, text: string) => decideDocument(format, new TextEncoder().encode(text));

describe('decideDocument', () => {
  it('finds the time of sending', () => {
    const telegram =
      '<?xml version="1.0"?><!-- <a> --><Report><Control><DateTime>2026-11-23T00:00:00Z</DateTime></Control></Report>\n';
    expect(look('jma-xml', telegram)).toEqual({ looks: 'whole', sentAt: '2026-11-23T00:00:00.000Z' });
    expect(look('cap', '<c:alert><c:sent>2026-11-23T09:00:00+09:00</c:sent></c:alert >')).toEqual({
      looks: 'whole',
      sentAt: '2026-11-23T00:00:00.000Z',
    });
    expect(look('usgs-geojson', ' {"features":[]}\n')).toEqual({ looks: 'whole', sentAt: null });
  });

  it('leaves a time it cannot read to the parser', () => {
    expect(look('cap', '<alert><sent>noon</sent></alert>')).toEqual({ looks: 'whole', sentAt: null });
  });

  it.each<[FeedFormat, string]>([
    ['jma-xml', '<!DOCTYPE html><html><body>Sorry</body></html>'],
    ['jma-xml', '<Report><Control>'],
    ['jma-xml', ''],
    ['cap', '<Report></Report>'],
    ['usgs-geojson', '{"features":['],
    ['usgs-geojson', '<html></html>'],
  ])('sees that %s is not %s', (format, text) => {
    expect(look(format, text).looks).toBe('wrong');
  });
});
