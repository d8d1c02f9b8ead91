import { describe, expect, it } from '@jest/globals';
import type { SilentMunicipality, SilentPlace } from '@hinomi/contracts';
import { minutesSilent, silenceMarks, silenceTable } from './silence-rows.js';

const AT = Date.parse('2026-06-01T01:00:59.000Z');
const unheard = {
  hazard: { feature: 'f', hazardId: 'h', layer: 'earthquake', severity: 5, alertLevel: null, levelEquivalent: null },
  since: '2026-06-01T00:00:00.000Z',
  lastHeardAt: null,
} as unknown as Pick<SilentPlace, 'hazard' | 'since' | 'lastHeardAt'>;
const wajima: SilentMunicipality = {
  ...unheard,
  code: '17204',
  name: '輪島市',
  bounds: [136, 37, 138, 38],
  shelters: 2,
};
const school = {
  ...unheard,
  id: 's',
  name: '見本小学校',
  municipality: '17204',
  lngLat: [136.9, 37.4],
  phone: '0768-00-0000',
  state: null,
} as unknown as SilentPlace;
const lost: SilentPlace = { ...school, id: 'n' as never, name: '=見本', lngLat: null, phone: null };
const all = { municipalities: [wajima], shelters: [school, lost] };

describe('silence', () => {
  it('is counted in whole minutes, and never less than none', () => {
    expect([minutesSilent(unheard, AT), minutesSilent(unheard, 0)]).toEqual([60, 0]);
  });

  it('is marked where there is a place for it', () => {
    expect(silenceMarks(all, ({ name }) => name)).toEqual([
      { id: 's', is: 'shelter', at: [136.9, 37.4], title: '見本小学校' },
      { id: '17204', is: 'municipality', at: [137, 37.5], title: '輪島市' },
    ]);
    expect(silenceMarks({ municipalities: [{ ...wajima, bounds: null }], shelters: [lost] }, () => '')).toEqual([]);
  });

  it('is a table of both, with the telephone of a shelter', () => {
    const rows = silenceTable(all, AT, { kind: (is) => is, hazard: () => '震度7' });
    expect(rows).toEqual([
      ['municipality', '17204', '輪島市', 60, unheard.since, '震度7', 5, null, null, null],
      ['shelter', '17204', '見本小学校', 60, unheard.since, '震度7', 5, null, '0768-00-0000', '37.4 136.9'],
      ['shelter', '17204', '=見本', 60, unheard.since, '震度7', 5, null, null, null],
    ]);
  });
});
