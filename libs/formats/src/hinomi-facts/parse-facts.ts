import {
  Fact,
  FACT_CONTRACTS,
  FactsPage,
  observationId,
  observationReported,
  observationSubject,
  readingsOf,
  type DatasetListedV1,
  type DrillChangedV1,
  type HazardReportedV1,
  type HubEvent,
  type ObservationReportedV1,
  type ObservationsReportedV1,
  type RunId,
  type SensorDescribedV1,
  type ThingReportedV1,
  type TopicName,
} from '@hinomi/contracts';
import { invalidReport, pointerOf, readJson, type JsonProblem } from '../json/read-json.js';

type FactData =
  HazardReportedV1 | ThingReportedV1 | DatasetListedV1 | SensorDescribedV1 | ObservationReportedV1 | DrillChangedV1;
export type FactEvent =
  | HubEvent<HazardReportedV1>
  | HubEvent<ThingReportedV1>
  | HubEvent<DatasetListedV1>
  | HubEvent<SensorDescribedV1>
  | HubEvent<ObservationReportedV1>
  | HubEvent<DrillChangedV1>;

/** A fact, the topic that it is of, and where it stands in the page. */
export interface ReadFact {
  event: FactEvent;
  topic: TopicName;
  path: string;
}

export interface ReadFacts {
  /** Who told them. */
  hub: string;
  facts: ReadFact[];
  /** Those that do not follow their contract; the others are of use. */
  problems: JsonProblem[];
}

const Page = FactsPage.omit({ facts: true }).loose();

/**
 * Reads what another hub answered (`FactsPage`). Readings that were told together are told one by one; `hubs` gains the hub that
 * told them. One bad fact does not cost the others.
 *
 * Errors: those of `readJson`; `report.invalid` for what is no such page.
 */
export function parseFacts(bytes: Uint8Array): ReadFacts {
  const body = readJson(bytes);
  const page = Page.safeParse(body);
  const listed = (body as { facts?: unknown } | null)?.facts;
  if (!page.success || !Array.isArray(listed)) {
    const [issue] = page.error?.issues ?? [];
    throw invalidReport({ path: pointerOf(issue?.path ?? ['facts']), message: issue?.message ?? 'expected a list' });
  }
  const read: ReadFacts = { hub: page.data.hub, facts: [], problems: [] };
  for (const [index, written] of listed.entries()) {
    const fact = readFact(written, page.data.hub, ['facts', index]);
    if ('message' in fact) read.problems.push(fact);
    else for (const each of fact.facts) read.facts.push(each);
  }
  return read;
}

/** The run that the first of them is of; of a page that cannot be read none. */
export function runOfFacts(bytes: Uint8Array): RunId | null {
  try {
    const { facts } = readJson(bytes) as { facts?: readonly unknown[] };
    const first = Fact.safeParse(facts?.[0]);
    return (first.success ? first.data.exercise : null) ?? null;
  } catch {
    return null;
  }
}

function readFact(written: unknown, hub: string, at: readonly PropertyKey[]): { facts: ReadFact[] } | JsonProblem {
  const envelope = Fact.safeParse(written);
  if (!envelope.success) return problemAt(at, envelope.error.issues[0]);
  const { id, type, source, subject, time, trace, exercise = null, hubs, data } = envelope.data;
  const contract = FACT_CONTRACTS.get(type);
  if (contract === undefined) return { path: pointerOf([...at, 'type']), message: `${type} is no fact` };
  const content = contract.schema.safeParse(data);
  if (!content.success) return problemAt([...at, 'data'], content.error.issues[0]);
  const said = content.data as FactData | ObservationsReportedV1;
  if (said.exercise !== exercise) {
    return { path: pointerOf([...at, 'exercise']), message: 'says one world, and its data the other' };
  }
  const through = [...(hubs?.split(' ') ?? []), hub];
  const attributes = { id, source, subject, time, exercise, trace, hubs: through };
  const [topic, path] = [contract.topic(said as never), pointerOf(at)];
  if (!('readings' in said))
    return { facts: [{ event: { ...attributes, type, data: said } as FactEvent, topic, path }] };
  const facts = readingsOf(said).map((reading): ReadFact => {
    const own = { id: observationId(reading), subject: observationSubject(reading) };
    const at = reading.resultTime ?? reading.phenomenonTime;
    return { event: { ...attributes, ...own, time: at, type: observationReported.type, data: reading }, topic, path };
  });
  return { facts };
}

function problemAt(
  at: readonly PropertyKey[],
  issue: { path: readonly PropertyKey[]; message: string } | undefined,
): JsonProblem {
  return { path: pointerOf([...at, ...(issue?.path ?? [])]), message: issue?.message ?? 'does not follow its schema' };
}
