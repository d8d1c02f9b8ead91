import {
  HubError,
  populationCounted,
  populationCountedId,
  type HubEvent,
  type PopulationCountedV1,
} from '@hinomi/contracts';
import type { PopulationTable } from '@hinomi/formats';
import { gridChildren } from '@hinomi/geo';
import { problemOf } from './normalise-sip4d-zip.js';
import type { Normalised } from './normalised.js';
import type { SourceContext } from './source-context.js';

/**
 * Who lives where. A table speaks for every first-level square that it has a code of, as they are published; the second-level
 * squares in it that the table does not name have nobody. A drill happens among the real people, so it has no census of its own.
 */
export function normalisePopulation({ level, people, findings }: PopulationTable, context: SourceContext): Normalised {
  const { exercise, receivedAt: at, trace, source } = context;
  if (exercise !== null) throw new HubError('report.unsupported', 'an exercise has no population of its own');
  const told = { id: source.id, agency: source.agency ?? source.id, attribution: source.attribution };
  const firsts = new Set([...people.keys()].map((code) => code.slice(0, 4)));
  const bySecond = new Map<string, [string, number][]>(
    [...firsts].flatMap((code) => gridChildren({ level: 'first', code })).map(({ code }) => [code, []]),
  );
  for (const entry of people) bySecond.get(entry[0].slice(0, 6))?.push(entry);
  const events = [...bySecond].map(([secondLevel, counts]): HubEvent<PopulationCountedV1> => {
    const data: PopulationCountedV1 = { secondLevel, level, people: Object.fromEntries(counts), source: told, at };
    return {
      id: populationCountedId(data),
      type: populationCounted.type,
      source: source.id,
      subject: `population/${secondLevel}`,
      time: at,
      exercise: null,
      trace,
      data,
    };
  });
  return { events, problems: findings.map(problemOf) };
}
