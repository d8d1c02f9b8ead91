import {
  defaultEnd,
  type CoastForecast,
  type NamedCode,
  type TsunamiCategory,
  type TsunamiHeight,
} from '@hinomi/contracts';
import type { P2pCoast, P2pTsunami } from '@hinomi/formats';
import { areaNamed } from '@hinomi/geo';
import { NATIONAL_TSUNAMI } from './normalise-jma-xml-families.js';
import type { P2pFamilyReport } from './normalise-p2pquake.js';

const TSUNAMI_REVISION = 1;

const GRADES: Readonly<Record<string, { category: TsunamiCategory; kind: NamedCode }>> = {
  MajorWarning: { category: 'major-warning', kind: { code: '52', name: '大津波警報' } },
  Warning: { category: 'warning', kind: { code: '51', name: '津波警報' } },
  Watch: { category: 'advisory', kind: { code: '62', name: '津波注意報' } },
};

/** The nation's state as P2P has it: the same state that JMA's telegrams tell, so that there is one. */
export function p2pTsunami({ issuedAt, coasts }: P2pTsunami): P2pFamilyReport {
  const unknownPlaces = coasts.map(({ name }) => name).filter((name) => areaNamed(SET, name) === null);
  return {
    family: 'tsunami',
    hazard: NATIONAL_TSUNAMI,
    subject: 'p2p-tsunami',
    version: 0,
    parserRevision: TSUNAMI_REVISION,
    effect: 'states',
    statement: {
      hazard: 'tsunami',
      part: 'warning',
      eventIds: [],
      coasts: coasts.map(coastOf),
      observations: [],
      estimations: [],
      earthquakes: [],
      comments: [],
      ...(unknownPlaces.length === 0 ? {} : { unknownPlaces }),
    },
    title: '津波警報・注意報・予報',
    grain: 'minute',
    validFrom: issuedAt,
    validTo: defaultEnd('tsunami', issuedAt),
  };
}

const SET = 'jma-tsunami-coast';

function coastOf({ name, grade, immediate, arrivalTime, condition, maxHeight }: P2pCoast): CoastForecast {
  // A grade that is not known counts as an advisory, never as nothing.
  const { category, kind } = GRADES[grade] ?? { category: 'advisory', kind: { code: '?', name: '不明' } };
  const told = condition ?? (immediate ? 'ただちに津波来襲と予測' : null);
  return {
    code: areaNamed(SET, name)?.code ?? name,
    name,
    category,
    kind,
    firstWave: arrivalTime === null && told === null ? null : { arrivalTime, condition: told },
    maxHeight: maxHeight && heightOf(maxHeight),
    stations: [],
  };
}

function heightOf({ description, meters }: NonNullable<P2pCoast['maxHeight']>): TsunamiHeight | null {
  if (meters === null && description === '') return null;
  return { meters, over: /超|以上/.test(description), description: description === '' ? `${meters}m` : description };
}
