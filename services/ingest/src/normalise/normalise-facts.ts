import { HubError, type TopicName } from '@hinomi/contracts';
import type { ReadFact, ReadFacts } from '@hinomi/formats';
import type { HubRules } from '../hubs/hub-rules.js';
import type { Normalised, ReportProblem } from './normalised.js';
import type { SourceContext } from './source-context.js';

/** What another hub told: the events as they are there, as far as it is believed. `report.unsupported` from anybody else. */
export function normaliseFacts({ facts, problems }: ReadFacts, { source }: SourceContext): Normalised {
  const { hub } = source;
  if (hub === undefined) {
    throw new HubError('report.unsupported', 'facts are taken of another hub only, as an entry of the kind hub says');
  }
  const refused: ReportProblem[] = problems.map(({ path, message }) => ({ place: { path }, message }));
  const events = facts.flatMap((fact) => {
    const why = refusalOf(fact, hub);
    if (why !== null) refused.push({ place: { path: fact.path }, message: why });
    return why === null && isBelieved(fact, hub) ? [fact.event] : [];
  });
  return { events, problems: refused };
}

function refusalOf({ event, topic }: ReadFact, { topics, exercise }: HubRules): string | null {
  if ((event.exercise !== null) !== exercise) {
    return exercise
      ? 'is no exercise, of which alone this hub is asked'
      : 'is of an exercise, of which this hub is not asked';
  }
  const asked: readonly TopicName[] = exercise ? [...topics, 'decisions'] : topics;
  return asked.includes(topic) ? null : `is of the topic ${topic}, of which this hub is not asked`;
}

/** Of hazards the families that its entry names. */
function isBelieved({ event }: ReadFact, { families }: HubRules): boolean {
  return families === undefined || !('family' in event.data) || families.includes(event.data.family);
}
