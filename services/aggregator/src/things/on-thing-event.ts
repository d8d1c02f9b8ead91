import {
  datasetListed,
  decodeEvent,
  readThingReport,
  thingDecided,
  thingReported,
  ThingReportedV1,
  WordPool,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import { keepApart } from '../realm/keep-apart.js';
import type { RealmState } from '../realm/realm-state.js';

/** A report of a thing; `event.invalid` when it is none of this realm. */
export function onThingEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  const { id, data: report } = decodeEvent(toldThing, record);
  keepApart(realm, report, record);
  state.thing({ event: id, appendedAt: record.appendedAt, report: sharing(report) });
}

/** The provider's own row stays on the log: to check it costs as much as all the rest. Who entered it has no business here. */
const toldThing = {
  type: thingReported.type,
  schema: ThingReportedV1.omit({ original: true, entered: true }),
  quick: readThingReport,
};

const pool = new WordPool();

/** Every row names its source and its columns; a nation's rows name a few. */
function sharing<T extends Pick<ThingReportedV1, 'source' | 'attributes' | 'issuedAt'>>(report: T): T {
  const { id, agency, attribution, rank } = report.source;
  for (const attribute of Object.values(report.attributes)) {
    if (attribute.title !== undefined) attribute.title = pool.share(attribute.title);
  }
  const source = { id: pool.share(id), agency: pool.share(agency), attribution: pool.share(attribution), rank };
  return { ...report, source, issuedAt: pool.share(report.issuedAt) };
}

/** What a dataset holds; `event.invalid` when it is none of this realm. */
export function onDatasetEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  const { data } = decodeEvent(datasetListed, record);
  keepApart(realm, data, record);
  state.listed(data, record.appendedAt);
}

/** What an operator decided of things; `event.invalid` when it is none of this realm. */
export function onDecisionEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  const { data } = decodeEvent(thingDecided, record);
  keepApart(realm, data, record);
  state.decided({ appendedAt: record.appendedAt, decided: data });
}
