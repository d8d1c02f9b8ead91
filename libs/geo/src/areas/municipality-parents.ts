import { area, areasOf } from './areas.js';

let cityOfWard: Map<string, string> | undefined;

function cities(): Map<string, string> {
  const pairs = areasOf('jma-city').flatMap(({ code, members }) =>
    members.map((ward): [string, string] => [ward.slice(0, 5), code.slice(0, 5)]),
  );
  return new Map(pairs);
}

/**
 * What a municipality rolls up into, narrow to wide: of a ward its designated city (5 digits), then the prefecture (2 digits).
 * Empty when there is no such prefecture.
 */
export function municipalityParents(code: string): string[] {
  const city = (cityOfWard ??= cities()).get(code);
  const prefecture = area('prefecture', code.slice(0, 2));
  return [...(city ? [city] : []), ...(prefecture ? [prefecture.code] : [])];
}
