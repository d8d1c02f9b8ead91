import { describe, expect, it } from '@jest/globals';
import { readPictureQuery } from './read-picture-query.js';

describe('readPictureQuery', () => {
  it('reads nothing as everything in the real world', () => {
    expect(readPictureQuery({})).toEqual({ exercise: false });
  });

  it('reads every parameter', () => {
    expect(
      readPictureQuery({ layers: 'earthquake,tsunami', bbox: '136,-36.5,138,38', minSeverity: '3', exercise: 'true' }),
    ).toEqual({ layers: ['earthquake', 'tsunami'], bbox: [136, -36.5, 138, 38], minSeverity: 3, exercise: true });
    expect(readPictureQuery({ layers: ['alert', 'drill'] })).toEqual({ layers: ['alert', 'drill'], exercise: false });
    expect(readPictureQuery({ minSeverityOf: 'shelter:1,facility:0' })).toEqual({
      minSeverityOf: { shelter: 1, facility: 0 },
      exercise: false,
    });
    expect(readPictureQuery({ layers: '' })).toEqual({ layers: [], exercise: false });
  });

  it('reads an area as codes, as GeoJSON, or both', () => {
    const polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [136, 36],
          [138, 36],
          [138, 38],
          [136, 36],
        ],
      ],
    };
    expect(readPictureQuery({ areaCodes: '17204,43' }).area).toEqual({ codes: ['17204', '43'] });
    expect(readPictureQuery({ areaCodes: '17', polygon: JSON.stringify(polygon) }).area).toEqual({
      codes: ['17'],
      polygon,
    });
  });

  it('says where in a polygon the trouble is', () => {
    const polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [136, 36],
          [138, 136],
          [138, 38],
          [136, 36],
        ],
      ],
    };
    expect(() => readPictureQuery({ polygon: JSON.stringify(polygon) })).toThrow(
      expect.objectContaining({ code: 'request.invalid', place: { path: '/polygon/coordinates/0/1/1' } }),
    );
  });

  it('reads a predicate, and says where in one the trouble is', () => {
    const where = { op: 'not', args: [{ op: '=', args: [{ property: 'kind' }, 'impact'] }] };
    expect(readPictureQuery({ where: JSON.stringify(where) }).where).toEqual(where);
    const wrong = { op: 'not', args: [{ op: '==', args: [{ property: 'kind' }, 'impact'] }] };
    expect(() => readPictureQuery({ where: JSON.stringify(wrong) })).toThrow(
      expect.objectContaining({ code: 'request.invalid', place: { path: '/where/args/0/op' } }),
    );
  });

  it('takes a box over the antimeridian', () => {
    expect(readPictureQuery({ bbox: '170,-10,-170,10' }).bbox).toEqual([170, -10, -170, 10]);
  });

  it.each([
    ['layers', { layers: 'nonsense' }],
    ['bbox', { bbox: '1,2,3' }],
    ['bbox', { bbox: '1,2,3,4,5' }],
    ['bbox', { bbox: '1,2,3,x' }],
    ['bbox', { bbox: '1,2,3,' }],
    ['bbox', { bbox: '1,5,3,4' }],
    ['bbox', { bbox: '1,-91,3,4' }],
    ['bbox', { bbox: '' }],
    ['areaCodes', { areaCodes: '172' }],
    ['areaCodes', { areaCodes: '17204,Wajima' }],
    ['where', { where: 'kind = 5' }],
    ['where', { where: 'null' }],
    ['polygon', { polygon: '{' }],
    ['polygon', { polygon: ['{}', '{}'] }],
    ['minSeverity', { minSeverity: '6' }],
    ['minSeverity', { minSeverity: '1.5' }],
    ['minSeverity', { minSeverity: '' }],
    ['minSeverity', { minSeverity: ['1', '2'] }],
    ['minSeverityOf', { minSeverityOf: 'shelter' }],
    ['minSeverityOf', { minSeverityOf: 'shelter:' }],
    ['minSeverityOf', { minSeverityOf: 'shelter:6' }],
    ['minSeverityOf', { minSeverityOf: 'shelter:1:2' }],
    ['minSeverityOf', { minSeverityOf: 'nonsense:1' }],
    ['minSeverityOf', { minSeverityOf: 'shelter:1,shelter:2' }],
    ['minSeverityOf', { minSeverityOf: '1' }],
    ['exercise', { exercise: 'yes' }],
    ['at', { at: '2026-11-23T09:00:00Z' }],
    ['knownAt', { knownAt: '2026-11-23T09:00:00Z' }],
    ['layer', { layer: 'tsunami' }],
  ])('refuses a bad %s, by name', (name, query) => {
    let error: unknown;
    try {
      readPictureQuery(query);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'request.invalid', place: { path: `/${name}` } });
    expect(error).toHaveProperty('message', expect.stringContaining(name));
  });
});
