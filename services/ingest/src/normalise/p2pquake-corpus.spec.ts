import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  HazardReportedV1,
  type EarthquakeStatement,
  type EventId,
  type HazardStatement,
  type Instant,
  type SourceId,
} from '@hinomi/contracts';
import { parseJmaXml, parseP2pquake } from '@hinomi/formats';
import { judgeDocument } from '../corpus/judge-document.js';
import { normaliseJmaXml } from './normalise-jma-xml.js';
import { normaliseP2pquake } from './normalise-p2pquake.js';
import type { SourceContext } from './source-context.js';

const corpus = process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname;
const present = existsSync(`${corpus}/p2pquake`);
const filesOf = (folder: string): string[] =>
  present ? readdirSync(`${corpus}/${folder}`, { recursive: true, encoding: 'utf8' }).sort() : [];
const bodies = filesOf('p2pquake').filter((file) => file.endsWith('.json'));
const telegrams = filesOf('jma/real-2021-2024').filter((file) => file.endsWith('.xml'));

const CONTEXT: SourceContext = {
  source: { id: 'test' as SourceId, attribution: '' },
  exercise: null,
  rawId: 'raw/test/1' as EventId,
  trace: 'trace-1',
  receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
};
const read = (format: 'jma-xml' | 'p2pquake', file: string) => {
  const bytes = readFileSync(`${corpus}/${file}`);
  return format === 'jma-xml'
    ? normaliseJmaXml(parseJmaXml(bytes), CONTEXT)
    : normaliseP2pquake(parseP2pquake(bytes), CONTEXT).events;
};

/** Each body and the telegram it was made from: both are named after the second they were sent. */
const PAIRS = bodies
  .filter((file) => file.startsWith('from-jma/'))
  .flatMap((file) => {
    const second = file.slice('from-jma/'.length, 'from-jma/'.length + 14);
    const telegram = telegrams.find((name) => name.split('/').at(-1)?.startsWith(second));
    return telegram === undefined ? [] : [[file, telegram] as const];
  });

const suite = present ? describe : describe.skip;

suite(`P2P corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it('is recognised and read, every body', async () => {
    const verdicts = await Promise.all(
      bodies.map((file) => judgeDocument(file, readFileSync(`${corpus}/p2pquake/${file}`))),
    );
    expect(
      bodies.filter((_file, index) => {
        const verdict = verdicts[index];
        return verdict?.outcome !== 'accepted' || verdict.format !== 'p2pquake';
      }),
    ).toEqual(['spec-examples/components_schemas_BasicData_example.json']);
  });

  it('follows the contract, and joins every name to its code', () => {
    const unknown = bodies
      .filter((file) => !file.includes('BasicData'))
      .flatMap((file) => read('p2pquake', `p2pquake/${file}`))
      .flatMap(({ data }) => {
        const { statement } = HazardReportedV1.parse(data);
        return statement !== null && 'unknownPlaces' in statement ? (statement.unknownPlaces ?? []) : [];
      });
    expect(unknown).toEqual([]);
  });

  it.each(PAIRS)('%s says what %s says', (body, telegram) => {
    const [copy] = read('p2pquake', `p2pquake/${body}`);
    const own = read('jma-xml', `jma/real-2021-2024/${telegram}`);
    // 震度・震源に関する情報 names areas from 3 on only.
    const whole = !/"ScaleAndDestination"/.test(readFileSync(`${corpus}/p2pquake/${body}`, 'utf8'));
    const essence = (statement: HazardStatement | null): unknown => essenceOf(statement, whole);
    expect(own.map(({ data }) => essence(data.statement))).toContainEqual(essence(copy?.data.statement ?? null));
    expect(own.map(({ data }) => [data.family, data.issuedAt])).toContainEqual([
      copy?.data.family,
      copy?.data.issuedAt,
    ]);
  });

  it('has pairs of every family', () => {
    const kinds = PAIRS.flatMap(([body]) => read('p2pquake', `p2pquake/${body}`)).map(({ data }) => data.family);
    expect(new Set(kinds)).toEqual(new Set(['earthquake', 'tsunami', 'eew']));
    expect(PAIRS.length).toBeGreaterThan(30);
  });
});

/** What must be the same word for word; a telegram says more than P2P passes on. */
function essenceOf(statement: HazardStatement | null, whole: boolean): unknown {
  switch (statement?.hazard) {
    case 'earthquake':
      return quakeEssence(statement, whole);
    case 'tsunami':
      return statement.coasts
        .filter(({ category }) => category !== 'forecast')
        .map(({ code, name, category, maxHeight, firstWave }) => [code, name, category, maxHeight?.meters, firstWave])
        .sort();
    case 'eew':
      return [
        statement.eventId,
        statement.serial,
        statement.hypocentre,
        statement.magnitude,
        statement.originTime,
        statement.areas.map(({ code, name, intensity, arrivalAt, arrived }) => [
          code,
          name,
          intensity,
          arrivalAt,
          arrived,
        ]),
      ];
    default:
      return statement;
  }
}

function quakeEssence(statement: EarthquakeStatement, whole: boolean): unknown {
  const { report, hypocentre, magnitude, intensities, maxIntensity, distant } = statement;
  return {
    report,
    distant,
    maxIntensity,
    // Of an earthquake abroad P2P has the detailed name alone, and no code.
    place: distant ? (/（(.*)）|$/.exec(hypocentre?.name ?? '')?.[1] ?? hypocentre?.name) : hypocentre?.name,
    code: distant || hypocentre?.code,
    lngLat: hypocentre?.lngLat,
    depthKm: hypocentre?.depthKm,
    magnitude: magnitude?.value ?? null,
    intensities: whole && (intensities ?? []).map(({ code, level, intensity }) => [level, code, intensity]).sort(),
  };
}
