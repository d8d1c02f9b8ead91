import fc from 'fast-check';
import { INTENSITY_CLASSES, laterBy, TSUNAMI_CATEGORIES, type LongPeriodClass } from '@hinomi/contracts';
import {
  coast,
  felt,
  foreignQuakeReport,
  hypocentre,
  magnitude,
  minute,
  quakeReport,
  relayedQuakeReport,
  reported,
  tsunamiReport,
  type Addressed,
  type ReportParts,
} from '@hinomi/testing';

export const cities = fc.subarray(['1720100', '1720200', '2020100']);
export const event = fc.constantFrom('20240101161010', '20240101180000');

export const quakes = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      report: fc.constantFrom('VXSE51', 'VXSE52', 'VXSE53', 'VXSE61', 'VXSE62'),
      event,
      intensity: fc.constantFrom(...INTENSITY_CLASSES),
      codes: fc.constantFrom(['390'], ['390', '391'], ['390', '1720100'], []),
      place: fc.constantFrom(null, hypocentre(137.3, 37.5), hypocentre(137.2, 37.5)),
      size: fc.constantFrom(null, 5.1, 7.6),
      origin: fc.constantFrom(null, minute(-1)),
    })
    .map(({ report, event: id, intensity, codes, place, size, origin }) =>
      reported(
        quakeReport(report, id, {
          ...base,
          originTime: origin,
          hypocentre: place,
          magnitude: size === null ? null : magnitude(size),
          intensities: /5[13]$/.test(report) ? codes.map((code) => felt(intensity, code)) : null,
          ...(report === 'VXSE62' && { longPeriod: { max: codes.length as LongPeriodClass, areas: [] } }),
        }),
      ),
    );

export const foreignQuakes = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      id: fc.constantFrom('us1', 'us2', 'ak3', 'nn4'),
      others: fc.subarray(['us1', 'us2', 'ak3', 'nn4'], { maxLength: 2 }),
      pager: fc.constantFrom(null, 'green' as const, 'red' as const),
      // Some tell what JMA tells too.
      here: fc.boolean(),
      size: fc.constantFrom(null, 5.3, 7.4),
    })
    .map(({ id, others, pager, here, size }) =>
      reported(
        foreignQuakeReport(id, [id, ...others], {
          ...base,
          pagerAlert: pager,
          originTime: here ? laterBy(minute(-1), 20_000) : null,
          hypocentre: here ? hypocentre(137.4, 37.3) : hypocentre(-150, 60),
          magnitude: size === null ? null : magnitude(size),
        }),
      ),
    );

/** P2P's messages: the same earthquakes, under ids of its own, some joined by their alias. */
export const relayedQuakes = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      report: fc.constantFrom('VXSE51' as const, 'VXSE52' as const, 'VXSE53' as const),
      id: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
      alias: fc.constantFrom('here', 'felt'),
      codes: fc.constantFrom(['390'], ['390', '391'], []),
      intensity: fc.constantFrom('3' as const, '5-?' as const, '6-' as const),
      place: fc.constantFrom(null, hypocentre(137.3, 37.5), hypocentre(140.2, 37.5)),
      size: fc.constantFrom(null, 5.1, 7.6),
    })
    .map(({ report, id, alias, codes, intensity, place, size }) =>
      reported(
        relayedQuakeReport(id, report, [alias], {
          ...base,
          originTime: report === 'VXSE51' ? null : minute(-1),
          hypocentre: report === 'VXSE51' ? null : place,
          magnitude: size === null ? null : magnitude(size),
          intensities: report === 'VXSE52' ? null : codes.map((code) => felt(intensity, code)),
        }),
      ),
    );

export const relayedTsunamis = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({ codes: fc.subarray(['320', '340']), category: fc.constantFrom('advisory' as const, 'warning' as const) })
    .map(({ codes, category }) =>
      reported(
        tsunamiReport('warning', [], {
          ...base,
          coasts: codes.map((code) => coast(code, category, 3)),
          subject: 'p2p-tsunami',
          relay: 'P2P地震情報',
        }),
      ),
    );

export const tsunamis = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      part: fc.constantFrom('warning', 'warning', 'arrival', 'observation', 'offshore'),
      events: fc.constantFrom<string[]>(['20240101161010'], ['20240101161010', '20240101180000'], ['20240101180000']),
      codes: fc.subarray(['320', '321', '340']),
      category: fc.constantFrom(...TSUNAMI_CATEGORIES),
      calm: fc.constantFrom(null, 400, 600),
    })
    .map(({ part, events, codes, category, calm }) => {
      const coasts = part === 'warning' || part === 'arrival' ? codes.map((code) => coast(code, category, 3)) : [];
      const reading = { firstWave: null, maxHeight: null, maxHeightAt: minute(base.at ?? 0) };
      const stations = codes.map((code) => ({
        ...reading,
        coast: part === 'offshore' ? null : { code, name: '' },
        station: { code: `${code}01`, name: '' },
        offshore: part === 'offshore',
      }));
      const estimations = codes.map((code) => ({ ...reading, code, name: '' }));
      const observed = part === 'observation' || part === 'offshore' ? stations : [];
      return reported(
        tsunamiReport(part, events, {
          ...base,
          coasts,
          ...(part === 'warning' && calm !== null && { slightChangeUntil: minute(calm) }),
          observations: observed,
          estimations: part === 'offshore' ? estimations : [],
        }),
      );
    });
