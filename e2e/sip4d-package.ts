import { zipBytes } from '@hinomi/testing';

type Row = Record<string, string | number | null>;

const inJapan = (minutesAgo: number): string =>
  new Date(Date.now() - minutesAgo * 60_000 + 9 * 3_600_000).toISOString().slice(0, 19);

const text = (name: string, jname = name): object => ({ name, jname, connid: name, show: true, type: 'String' });
const count = (name: string): object => ({ ...text(name), type: 'Integer' });
const list = (name: string, words: readonly string[], codes: readonly string[]): object => ({
  ...text(name),
  type: 'List',
  num_key: words.length,
  key_list: words,
  value_list: words,
  conn_attr_list: codes,
});

const COLUMNS = [
  text('id'),
  text('name'),
  text('namekana'),
  text('citycode'),
  text('cityname'),
  list('eststts', ['未開設', '開設'], ['notopen', 'open']),
  list('crowdstts', ['空き', '定員一杯'], ['free', 'full']),
  count('evacueeno'),
  count('capacity'),
  // No attribute of the model: told by the provider's own name.
  { ...text('mizu', '飲料水の残り'), connid: '' },
];

/** Shelters as a prefecture sends them, as of some minutes ago. */
export function shelterPackage(
  rows: readonly (Row & { lng: number; lat: number })[],
  {
    ttid,
    author,
    minutesAgo,
    isPublic = false,
    isTraining = false,
  }: { ttid: string; author: string; minutesAgo: number; isPublic?: boolean; isTraining?: boolean },
): Uint8Array {
  const at = inJapan(minutesAgo);
  const meta = {
    version: '1.1',
    title: '避難所',
    ttid,
    code: '01-001-01',
    category: '避難',
    tags: ['避難所'],
    format: 'SIP4D-ZIP',
    payload_type: 'VECTOR',
    updated: at,
    information_date: at,
    author: { name: author },
    maintainer: { name: author, 'e-mail': 'office@example.jp' },
    disaster: { name: '-' },
    openflg: isPublic ? '一般公開可能' : '災害対応機関のみ公開可能',
    testflg: isTraining ? '訓練' : '通常',
    character: 'UTF-8',
    license_id: 'cc-by',
    credit: [author],
    note: '',
    entry_num: 1,
    entry: [{ type: 'GeoJSON', title: '避難所', file: 'a.geojson', updated: at }],
  };
  const features = rows.map(({ lng, lat, ...properties }) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [lng, lat] },
  }));
  const own = rows.some((row) => 'phoneno' in row) ? [...COLUMNS, text('phoneno')] : COLUMNS;
  const columns = { version: '1.1', code: '01-001-01', num_column: own.length, columns: own };
  const file = (name: string, content: object): { name: string; bytes: string } => ({
    name,
    bytes: JSON.stringify(content),
  });
  return zipBytes([
    file('sip4d_zip_meta.json', meta),
    file('a.geojson', { type: 'FeatureCollection', features }),
    file('a_columns.json', columns),
  ]);
}
