import { HubError, InterestV1, LAYERS } from '@hinomi/contracts';

const PARAMETERS = ['minSeverity', 'layers', 'areaCodes', 'exercise'];
/** From advisories on. */
const LEAST_SEVERITY = 2;
/** All of a prefecture's municipalities and wards; whoever wants more leaves the areas out. */
const MOST_CODES = 200;

const EXPECTED: Readonly<Record<string, string>> = {
  minSeverity: 'must be a whole number from 0 to 5',
  layers: `must be a list of ${LAYERS.join(', ')}`,
  areaCodes: `must be a list of at most ${MOST_CODES} JIS codes, 5 digits per municipality or ward, 2 per prefecture`,
};

/** The query of a CAP feed as an interest; `request.invalid` names the parameter that is wrong. */
export function readCapQuery(query: Readonly<Record<string, unknown>>): InterestV1 {
  for (const [name, value] of Object.entries(query)) {
    if (!PARAMETERS.includes(name)) throw wrong(name, `is not a parameter here; known are ${PARAMETERS.join(', ')}`);
    if (typeof value !== 'string') throw wrong(name, 'is given twice');
  }
  const text = (name: string): string | undefined => query[name] as string | undefined;
  const [layers, codes] = [listOf(text('layers')), listOf(text('areaCodes'))];
  const exercise = text('exercise') ?? 'false';
  if (exercise !== 'true' && exercise !== 'false') throw wrong('exercise', 'must be true or false');
  if ((codes?.length ?? 0) > MOST_CODES) throw wrong('areaCodes', EXPECTED['areaCodes']!);
  const least = text('minSeverity') ?? String(LEAST_SEVERITY);
  const read = InterestV1.safeParse({
    minSeverity: /^\d$/.test(least) ? Number(least) : NaN,
    ...(layers && { layers }),
    ...(codes && { area: { codes } }),
    exercise: exercise === 'true',
  });
  if (read.success) return read.data;
  const [first] = read.error.issues[0]?.path ?? [];
  const name = first === 'area' ? 'areaCodes' : String(first);
  throw wrong(name, EXPECTED[name] ?? 'is wrong');
}

/** The same interest in one way of writing it, without what is so anyway: names a feed. */
export function writeCapQuery({ minSeverity, layers, area, exercise }: InterestV1): string {
  const parts = {
    ...(minSeverity === LEAST_SEVERITY ? {} : { minSeverity: String(minSeverity) }),
    ...(layers && { layers: sorted(layers) }),
    ...(area?.codes && { areaCodes: sorted(area.codes) }),
    ...(exercise && { exercise: 'true' }),
  };
  const text = new URLSearchParams(parts).toString();
  return text === '' ? '' : `?${text}`;
}

function sorted(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join(',');
}

/** An empty value is an empty list. */
function listOf(text: string | undefined): string[] | undefined {
  return text?.split(',').filter((part) => part !== '');
}

function wrong(name: string, what: string): HubError {
  return new HubError('request.invalid', `The parameter ${name} ${what}.`, { place: { path: `/${name}` } });
}
