import {
  defaultEnd,
  INTENSITY_CLASSES,
  type EarthquakeStatement,
  type Hypocentre,
  type IntensityClass,
  type Magnitude,
  type ObservedIntensity,
} from '@hinomi/contracts';
import { fullWidth, type P2pHypocentre, type P2pPoint, type P2pQuake, type P2pQuakeType } from '@hinomi/formats';
import { area, areaNamed, cityOfStation, epicentreCode, normalisedName } from '@hinomi/geo';
import type { P2pFamilyReport } from './normalise-p2pquake.js';

const EARTHQUAKE_REVISION = 1;

/** Which telegram of JMA each type passes on, and what JMA calls it. */
const TELEGRAMS: Readonly<Record<P2pQuakeType, { report: EarthquakeStatement['report']; title: string }>> = {
  ScalePrompt: { report: 'VXSE51', title: '震度速報' },
  Destination: { report: 'VXSE52', title: '震源に関する情報' },
  ScaleAndDestination: { report: 'VXSE53', title: '震源・震度に関する情報' },
  DetailScale: { report: 'VXSE53', title: '震源・震度に関する情報' },
  Foreign: { report: 'VXSE53', title: '遠地地震に関する情報' },
  Other: { report: 'VXSE53', title: '地震情報' },
};

/** 津波に関する付加文 in JMA's words (code table 地震情報の付加文); what is not here has none. */
const DOMESTIC: Readonly<Record<string, string>> = {
  None: 'この地震による津波の心配はありません。',
  Checking: 'この地震による津波の有無については現在調査中です。',
  NonEffective: 'この地震により、日本の沿岸では若干の海面変動があるかもしれませんが、被害の心配はありません。',
  Watch: '津波警報等（大津波警報・津波警報あるいは津波注意報）を発表中です。',
  Warning: '津波警報等（大津波警報・津波警報あるいは津波注意報）を発表中です。',
};
const FOREIGN: Readonly<Record<string, string>> = {
  NonEffectiveNearby: '震源の近傍で小さな津波発生の可能性がありますが、被害をもたらす津波の心配はありません。',
  WarningNearby: '震源の近傍で津波発生の可能性があります。',
  WarningPacific: '太平洋で津波発生の可能性があります。',
  WarningPacificWide: '太平洋の広域に津波発生の可能性があります。',
  WarningIndian: 'インド洋で津波発生の可能性があります。',
  WarningIndianWide: 'インド洋の広域に津波発生の可能性があります。',
  Potential: '一般的に、この規模の地震が海域の浅い領域で発生すると、津波が発生することがあります。',
};

/**
 * One message on an earthquake, under P2P's own id. P2P does not say which messages are on one earthquake: those of one minute
 * and one hypocentre, or of one minute and an area in common, are joined by their aliases.
 */
export function p2pEarthquake(id: string, quake: P2pQuake): P2pFamilyReport {
  const { report, title } = TELEGRAMS[quake.type];
  const { intensities, unknownPlaces } = readPoints(quake.points);
  const distant = quake.type === 'Foreign';
  const statement: EarthquakeStatement = {
    hazard: 'earthquake',
    report,
    // A prompt tells when it was felt, which the telegram it passes on does not call the origin.
    originTime: report === 'VXSE51' ? null : quake.originTime,
    hypocentre: quake.hypocentre && hypocentreOf(quake.hypocentre),
    magnitude: magnitudeOf(quake.hypocentre, distant),
    maxIntensity: quake.maxIntensity,
    intensities: distant || report === 'VXSE52' ? null : intensities,
    distant,
    comments: [DOMESTIC[quake.domesticTsunami ?? ''], distant ? FOREIGN[quake.foreignTsunami ?? ''] : '', quake.comment]
      .filter((comment) => comment !== undefined)
      .filter((comment) => comment !== ''),
    aliases: aliasesOf(quake, intensities),
    ...(unknownPlaces.length === 0 ? {} : { unknownPlaces }),
  };
  return {
    family: 'earthquake',
    hazard: `p2p-quake:${id}`,
    subject: `p2p-quake:${id}`,
    version: 0,
    parserRevision: EARTHQUAKE_REVISION,
    effect: 'states',
    statement,
    title,
    grain: 'minute',
    // Of two messages of one minute the one with the stations tells more.
    early: quake.type === 'ScaleAndDestination',
    validFrom: quake.originTime,
    validTo: defaultEnd('earthquake', quake.originTime),
  };
}

function hypocentreOf({ name, lngLat, depthKm }: P2pHypocentre): Hypocentre {
  return { name, code: epicentreCode(name), lngLat, depthKm };
}

function magnitudeOf(hypocentre: P2pHypocentre | null, distant: boolean): Magnitude | null {
  if (hypocentre === null || hypocentre.magnitude === null) return null;
  const value = hypocentre.magnitude;
  return { value, type: distant ? null : 'Mj', description: fullWidth(`M${value.toFixed(1)}`) };
}

function aliasesOf({ originTime, hypocentre }: P2pQuake, intensities: readonly ObservedIntensity[]): string[] {
  if (hypocentre !== null) {
    const place = hypocentre.name === '' ? String(hypocentre.lngLat) : normalisedName(hypocentre.name);
    return [`${originTime}/${place}`];
  }
  return intensities.filter(({ level }) => level === 'area').map(({ code }) => `${originTime}/${code}`);
}

/** Areas as they are named; stations as the strongest class of their municipality, and that of its area. */
function readPoints(points: readonly P2pPoint[]): { intensities: ObservedIntensity[]; unknownPlaces: string[] } {
  const strongest = new Map<string, ObservedIntensity>();
  const unknown = new Set<string>();
  const note = (level: ObservedIntensity['level'], code: string, name: string, intensity: IntensityClass): void => {
    const known = strongest.get(`${level}/${code}`);
    if (known !== undefined && rankOf(known.intensity) >= rankOf(intensity)) return;
    strongest.set(`${level}/${code}`, { code, name, level, intensity });
  };
  for (const { prefecture, name, isArea, intensity } of points) {
    const place = isArea ? areaNamed('jma-quake-area', name) : cityOfStation(prefecture, name);
    if (place === null || intensity === null) unknown.add(name);
    if (intensity === null) continue;
    note(isArea ? 'area' : 'city', place?.code ?? name, place?.name ?? name, intensity);
    const around = place?.quakeArea ? area('jma-quake-area', place.quakeArea) : null;
    if (around !== null) note('area', around.code, around.name, intensity);
  }
  return { intensities: [...strongest.values()], unknownPlaces: [...unknown].sort() };
}

/** A reading that is missing outranks a weaker one that is there: the place is severe, and unknown. */
function rankOf(intensity: IntensityClass): number {
  return INTENSITY_CLASSES.indexOf(intensity);
}
