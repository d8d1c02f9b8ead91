import {
  HubError,
  instantFromMillis,
  millisOf,
  sha256Hex,
  THEME_DEFINITIONS,
  type FeatureV1,
  type Geometry,
  type Instant,
} from '@hinomi/contracts';
import { deriveSip4dColumns, propertiesOf, writtenColumns } from './derive-sip4d-columns.js';
import { kindOfGeometry, sip4dPlace, writtenGeometries } from './derive-sip4d-places.js';
import { deriveSip4dRow, headOf } from './derive-sip4d-row.js';
import { writeExactJson } from './exact-json.js';
import { hasTemplate } from './model-words.js';
import { META_FILE, UNIVERSAL_CODE } from './package-meta.js';
import { sip4dLegend } from './sip4d-legend.js';
import {
  SIP4D_GEOMETRIES,
  type Sip4dExport,
  type Sip4dGeometry,
  type Sip4dSnapshot,
  type Sip4dZip,
} from './sip4d-snapshot.js';
import { categoryOfTable, titleOfTable } from './sip4d-titles.js';

const JST_MS = 9 * 3_600_000;
const SUFFIXES: Readonly<Record<Sip4dGeometry, string>> = { point: '01', line: '02', polygon: '03' };
const MAIL = /^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$/;

interface Placed {
  feature: FeatureV1;
  geometry: Geometry;
}

/**
 * The features of one layer as packages of SIP4D-ZIP 1.1 (sip4d 3, interop 10), one for each type of geometry: file names with their bytes, to be zipped
 * without folders. What `checkSip4dZip` finds no error in. Times without a zone mean Japan's; positions are `[lng, lat]`.
 *
 * Errors: `request.invalid` for what no package may say: a report number beyond 9999, no e-mail address, features of another world,
 * layer or theme than the snapshot's.
 */
export function writeSip4dZip(features: readonly FeatureV1[], snapshot: Sip4dSnapshot): Sip4dExport {
  check(features, snapshot);
  const placed: Placed[] = [];
  const unplaced: FeatureV1['id'][] = [];
  for (const feature of features) {
    const geometry = sip4dPlace(feature, snapshot.shapeOf);
    if (geometry === null) unplaced.push(feature.id);
    else placed.push({ feature, geometry });
  }
  const always = snapshot.always ?? ['point'];
  const packages = SIP4D_GEOMETRIES.flatMap((kind) => {
    const alike = placed.filter(({ geometry }) => kindOfGeometry(geometry) === kind);
    return alike.length > 0 || always.includes(kind) ? [packageOf(kind, alike, snapshot)] : [];
  });
  return { packages, unplaced };
}

/** The table's identity across its updates, fixed for layer, disaster, provider and geometry: a UUID of version 8 (RFC 9562). */
export function sip4dTtid(
  {
    layer,
    theme,
    disaster,
    author,
    exercise,
  }: Pick<Sip4dSnapshot, 'layer' | 'theme' | 'disaster' | 'author' | 'exercise'>,
  geometry: Sip4dGeometry,
): string {
  const name = [author.name, layer, theme, disaster?.id ?? disaster?.name ?? null, exercise, geometry];
  const hex = sha256Hex(JSON.stringify(name));
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function packageOf(geometry: Sip4dGeometry, placed: readonly Placed[], snapshot: Sip4dSnapshot): Sip4dZip {
  const { layer, theme, updated, report, exercise } = snapshot;
  const model = theme === null ? null : THEME_DEFINITIONS[theme].sip4dCode;
  const own = `${model ?? ''}-${SUFFIXES[geometry]}`;
  const code = hasTemplate(own) ? own : UNIVERSAL_CODE;
  const stamp = localTime(updated).replace(/\D/g, '');
  const base = `${exercise === null ? '' : 'kunren_'}${theme ?? layer}_${geometry}_${code}_${stamp}_${report}`;
  const rows = placed.map(({ feature }) => deriveSip4dRow(feature));
  const columns = deriveSip4dColumns(headOf(theme), rows);
  const geometries = writtenGeometries(placed.map((one) => one.geometry));
  const features = rows.map((row, index) => ({
    type: 'Feature',
    geometry: geometries[index],
    properties: propertiesOf(row, columns),
  }));
  const written = writtenColumns(columns);
  const ttid = sip4dTtid(snapshot, geometry);
  const contents: [string, unknown][] = [
    [META_FILE, metaOf(placed, snapshot, { code, ttid, file: `${base}.geojson` })],
    [`${base}.geojson`, { type: 'FeatureCollection', features }],
    [`${base}_columns.json`, { version: '1', code, num_column: written.length, columns: written }],
    [`${base}_style.json`, sip4dLegend(geometry, theme, columns)],
  ];
  const encoder = new TextEncoder();
  const files = new Map(contents.map(([name, content]) => [name, encoder.encode(writeExactJson(content))]));
  return { name: `${base}.zip`, geometry, code, ttid, rows: rows.length, files };
}

function metaOf(
  placed: readonly Placed[],
  snapshot: Sip4dSnapshot,
  { code, ttid, file }: { code: string; ttid: string; file: string },
): object {
  const { layer, theme, author, disaster, report, exercise, updated } = snapshot;
  const title = snapshot.title ?? titleOfTable(layer, theme);
  const features = placed.map(({ feature }) => feature);
  const isOpen = features.every(
    ({ label }) => label.classification === 'public' || label.classification === 'public-view',
  );
  const attributions = features.flatMap(({ sources }) => sources.map(({ attribution }) => attribution));
  const municipalities = features.flatMap(({ areaCodes }) => areaCodes.filter((one) => /^\d{5}$/.test(one)));
  const made = localTime(updated);
  return {
    version: '1.1',
    title,
    ttid,
    code,
    category: categoryOfTable(layer, theme),
    tags: snapshot.tags ?? [title],
    format: 'SIP4D-ZIP',
    payload_type: 'VECTOR',
    updated: made,
    information_date: localTime(newestOf(features) ?? updated),
    author: { name: author.name, 'e-mail': author.mail },
    maintainer: { name: author.name, 'e-mail': author.mail },
    disaster: { name: disaster?.name ?? '-', ...(disaster?.id === undefined ? {} : { id: disaster.id }), report },
    lgcode: distinct(municipalities),
    openflg: isOpen && snapshot.audience === 'public' ? '一般公開可能' : '災害対応機関のみ公開可能',
    testflg: exercise !== null ? '訓練' : '通常',
    character: 'UTF-8',
    remark: snapshot.remark ?? '',
    license_id: snapshot.licence,
    license_note: '',
    credit: distinct([...(snapshot.credits ?? []), ...attributions]),
    note: snapshot.note ?? '',
    entry_num: 1,
    entry: [{ type: 'GeoJSON', title, file, updated: made }],
    crs: '4326',
  };
}

/** The moment that the newest of them describes. */
function newestOf(features: readonly FeatureV1[]): Instant | null {
  const times = features.map(({ observedAt, issuedAt }) => observedAt ?? issuedAt);
  return times.reduce<Instant | null>((newest, time) => (newest === null || time > newest ? time : newest), null);
}

/** `2026-04-14T13:50:02`, in Japan. */
function localTime(instant: Instant): string {
  return instantFromMillis(millisOf(instant) + JST_MS).slice(0, 19);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '').sort();
}

function check(features: readonly FeatureV1[], snapshot: Sip4dSnapshot): void {
  const { layer, theme, report, author, exercise } = snapshot;
  const refuse = (path: string, why: string): never => {
    throw new HubError('request.invalid', why, { place: { path } });
  };
  if (!Number.isInteger(report) || report < 0 || report > 9999) refuse('/report', `${report} is no report number`);
  if (!MAIL.test(author.mail)) refuse('/author/mail', `"${author.mail}" is no address`);
  features.forEach((feature, index) => {
    if (feature.exercise !== exercise) refuse(`/features/${index}/exercise`, `${feature.id} is of another world`);
    if (feature.layer !== layer) refuse(`/features/${index}/layer`, `${feature.id} is of layer ${feature.layer}`);
    const { properties } = feature;
    if (theme !== null && (properties.type !== 'thing' || properties.theme !== theme)) {
      refuse(`/features/${index}/properties/theme`, `${feature.id} is no ${theme}`);
    }
  });
}
