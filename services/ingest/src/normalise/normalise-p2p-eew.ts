import { INTENSITY_CLASSES, type EewArea, type EewStatement, type ForecastIntensity } from '@hinomi/contracts';
import { fullWidth, type P2pEew, type P2pEewArea } from '@hinomi/formats';
import { areaNamed, epicentreCode } from '@hinomi/geo';
import { endOfShaking } from './normalise-jma-eew.js';
import type { P2pFamilyReport } from './normalise-p2pquake.js';

const EEW_REVISION = 1;

/** 緊急地震速報（警報） of JMA, by JMA's own event and number; P2P passes warnings on, no forecasts. */
export function p2pEew(eew: P2pEew): P2pFamilyReport {
  const statement = eew.cancelled ? null : statementOf(eew);
  return {
    family: 'eew',
    hazard: `jma-eew:${eew.eventId}`,
    subject: `p2p-eew:${eew.eventId}`,
    version: eew.serial,
    parserRevision: EEW_REVISION,
    effect: statement === null ? 'voids-subject' : 'states',
    statement,
    title: '緊急地震速報（警報）',
    grain: 'second',
    validFrom: statement?.originTime ?? eew.issuedAt,
    validTo: endOfShaking(eew.issuedAt, statement),
  };
}

function statementOf({ eventId, serial, earthquake, areas }: P2pEew): EewStatement {
  const hypocentre = earthquake?.hypocentre ?? null;
  const magnitude = hypocentre?.magnitude ?? null;
  const unknownPlaces = areas.map(({ name }) => name).filter((name) => areaNamed('jma-quake-area', name) === null);
  return {
    hazard: 'eew',
    telegram: 'VXSE43',
    eventId,
    serial,
    last: false,
    warning: true,
    assumed: earthquake?.condition.includes('仮定') ?? false,
    originTime: earthquake?.originTime ?? null,
    detectedAt: earthquake?.detectedAt ?? null,
    hypocentre: hypocentre && {
      name: hypocentre.name,
      code: epicentreCode(hypocentre.name),
      lngLat: hypocentre.lngLat,
      depthKm: hypocentre.depthKm,
    },
    magnitude:
      magnitude === null ? null : { value: magnitude, type: 'Mj', description: fullWidth(`M${magnitude.toFixed(1)}`) },
    maxIntensity: strongest(areas.map(({ intensity }) => intensity)),
    areas: areas.map(areaOf),
    comments: [],
    ...(unknownPlaces.length === 0 ? {} : { unknownPlaces }),
  };
}

function areaOf({ name, kindCode, intensity, arrivalAt }: P2pEewArea): EewArea {
  return {
    code: areaNamed('jma-quake-area', name)?.code ?? name,
    name,
    kind: { code: kindCode === '' ? '?' : kindCode, name: '緊急地震速報（警報）' },
    warned: true,
    intensity,
    longPeriod: null,
    arrivalAt,
    arrived: /^\d1$/.test(kindCode),
  };
}

function strongest(forecasts: readonly ForecastIntensity[]): ForecastIntensity | null {
  return forecasts.reduce<ForecastIntensity | null>(
    (best, next) => (best === null || rankOf(next) > rankOf(best) ? next : best),
    null,
  );
}

function rankOf({ from, to, over }: ForecastIntensity): number {
  const name = over ? from : (to ?? from);
  return name === null ? -1 : INTENSITY_CLASSES.indexOf(name);
}
