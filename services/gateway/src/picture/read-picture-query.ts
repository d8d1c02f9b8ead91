import { HubError, InterestV1, LAYERS } from '@hinomi/contracts';

const PARAMETERS = ['layers', 'bbox', 'areaCodes', 'polygon', 'minSeverity', 'minSeverityOf', 'where', 'exercise'];

/** The query of `GET /api/v1/picture` as an interest; `request.invalid` names the parameter that is wrong. */
export function readPictureQuery(query: Readonly<Record<string, unknown>>): InterestV1 {
  for (const name of Object.keys(query)) {
    if (!PARAMETERS.includes(name))
      throw wrongParameter(name, `is not a parameter here; known are ${PARAMETERS.join(', ')}`);
  }
  const layers = readList(query, 'layers');
  const bbox = readList(query, 'bbox')?.map(readNumber);
  const codes = readList(query, 'areaCodes');
  const polygon = readJson(query, 'polygon');
  const minSeverity = readOne(query, 'minSeverity');
  const minSeverityOf = readList(query, 'minSeverityOf')?.map(readLeastOf);
  const where = readJson(query, 'where');
  const exercise = readOne(query, 'exercise') ?? 'false';
  if (exercise !== 'true' && exercise !== 'false') throw wrongParameter('exercise', 'must be true or false');
  const leastOf = new Map(minSeverityOf);
  if (leastOf.size < (minSeverityOf?.length ?? 0)) throw wrongParameter('minSeverityOf', 'names a layer twice');
  const parsed = InterestV1.safeParse({
    ...(layers && { layers }),
    ...(bbox && { bbox }),
    ...(codes || polygon !== undefined ? { area: { codes, polygon } } : {}),
    ...(minSeverity === undefined ? {} : { minSeverity: readNumber(minSeverity) }),
    ...(minSeverityOf && { minSeverityOf: Object.fromEntries(leastOf) }),
    ...(where === undefined ? {} : { where }),
    exercise: exercise === 'true',
  });
  if (!parsed.success) throw wrongInterest(parsed.error.issues[0]!);
  const box = parsed.data.bbox;
  if (box && (box[1] > box[3] || box[1] < -90 || box[3] > 90)) throw wrongParameter('bbox', EXPECTED['bbox']!);
  return parsed.data;
}

/** Of JSON it says where in it; of a list, what is expected of all of it. */
function wrongInterest({ path, message }: { path: readonly PropertyKey[]; message: string }): HubError {
  const [name = '', ...within] = (path[0] === 'area' ? path.slice(1) : path).map(String);
  const expected = EXPECTED[name];
  if (expected !== undefined) return wrongParameter(name === 'codes' ? 'areaCodes' : name, expected);
  return wrongParameter(name, `is wrong at "${['', ...within].join('/')}": ${message}`, within);
}

const EXPECTED: Readonly<Record<string, string>> = {
  layers: `must be a list of ${LAYERS.join(', ')}`,
  bbox: 'must be west,south,east,north in degrees, south not above north',
  codes: 'must be a list of JIS codes, 5 digits per municipality or ward, 2 per prefecture',
  minSeverity: 'must be a whole number from 0 to 5',
  minSeverityOf: 'must be a list of layer:severity, each with a whole number from 0 to 5, as shelter:1,facility:1',
};

function readOne(query: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = query[name];
  if (value !== undefined && typeof value !== 'string') throw wrongParameter(name, 'is given twice');
  return value;
}

function readJson(query: Readonly<Record<string, unknown>>, name: string): unknown {
  const text = readOne(query, name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw wrongParameter(name, 'is not JSON');
  }
}

/** `a,b` or the parameter several times; an empty value is an empty list. */
function readList(query: Readonly<Record<string, unknown>>, name: string): string[] | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  const texts = Array.isArray(value) ? value.map(String) : [String(value)];
  return texts.flatMap((text) => (text === '' ? [] : text.split(',')));
}

/** `layer:severity`. */
function readLeastOf(text: string): [layer: string, least: number] {
  const [layer = '', least = ''] = text.split(/:(.*)/);
  return [layer, readNumber(least)];
}

/** NaN for what is not a number, which no schema accepts. */
function readNumber(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN;
}

/** What to say of a parameter that is wrong. */
export function wrongParameter(name: string, what: string, within: readonly string[] = []): HubError {
  return new HubError('request.invalid', `The parameter ${name} ${what}.`, {
    place: { path: ['', name, ...within].join('/') },
  });
}
