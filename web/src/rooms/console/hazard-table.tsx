import { useMemo, useState, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { agencyText, stateText } from '../../things/describe-thing.js';
import { groupOfThing, isThing } from '../../things/thing-feature.js';
import { isHazard, type HazardGroup } from '../../hazards/group-hazards.js';
import { isWorse } from '../../map/area-paint.js';
import { areaSummary, featureTitle, groupTitle } from '../../hazards/describe-hazard.js';
import { sensorNote } from '../../sensors/describe-sensor.js';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import type { Words } from '../../words/words.js';
import { SeverityMark } from './icons.js';
import { SilentChip } from './silent-chip.js';
import { SortHeader } from './sort-header.js';

const COLUMNS = ['severity', 'layer', 'what', 'where', 'issued', 'agency'] as const;
type Column = (typeof COLUMNS)[number];
interface Sort {
  column: Column;
  down: boolean;
}

/** More rows than anybody reads at once slow every machine; more are one press away, as many as a page bears. */
const ROWS_SHOWN = 200;
const ROWS_MORE = 1_000;

interface HazardTableProps {
  groups: readonly HazardGroup[];
  /** What passes the filter, by id. */
  shown: ReadonlyMap<string, FeatureV1>;
  hubNowMs: number;
  open: (hazardId: string) => void;
}

interface Row {
  feature: FeatureV1;
  hazardId: string;
  texts: Record<Column, string>;
}

/** Everything the map shows, as a table: for readers who cannot see the map, and for those who want to sort. */
export default function HazardTable({ groups, shown: visible, hubNowMs, open }: HazardTableProps): ReactNode {
  const words = useWords();
  const [sort, setSort] = useState<Sort>({ column: 'severity', down: true });
  const [shown, setShown] = useState(ROWS_SHOWN);
  // Whether a sensor is silent changes with the time; finer steps would make every row anew for nothing.
  const minuteMs = Math.floor(hubNowMs / 60_000) * 60_000;
  const rows = useMemo(
    () => [
      ...groups.flatMap((group) =>
        group.features.filter(({ id }) => visible.has(id)).map((feature) => rowOf(feature, group, words, minuteMs)),
      ),
      ...[...visible.values()].filter(isThing).map((thing) => rowOf(thing, groupOfThing(thing), words, minuteMs)),
    ],
    [groups, visible, words, minuteMs],
  );
  const sorted = useMemo(() => [...rows].sort((a, b) => compareRows(a, b, sort)), [rows, sort]);
  return (
    <div className="table-twin" data-testid="table">
      <table>
        <caption>
          <Ruby>{words.table.caption}</Ruby>
          <span className="panel-count">
            <Ruby>{words.list.count(rows.length)}</Ruby>
          </span>
        </caption>
        <SortHeader
          columns={COLUMNS}
          nameOf={(column) => words.table[column]}
          sort={sort}
          setSort={setSort}
          downFirst={(column) => column === 'severity' || column === 'issued'}
        />
        <tbody>
          {sorted.length === 0 && (
            <tr>
              <td colSpan={COLUMNS.length} className="table-empty">
                <Ruby>{words.table.empty}</Ruby>
              </td>
            </tr>
          )}
          {sorted.slice(0, shown).map(({ feature, hazardId, texts }) => (
            <tr key={feature.id} data-feature={feature.id}>
              <td>
                <span className="table-severity">
                  <SeverityMark severity={feature.severity} />
                  <Ruby>{texts.severity}</Ruby>
                </span>
              </td>
              <td>
                <Ruby>{texts.layer}</Ruby>
              </td>
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  data-name={isThing(feature) ? true : undefined}
                  aria-label={isThing(feature) ? undefined : plain(words.table.open(texts.what))}
                  onClick={() => open(hazardId)}
                >
                  <Ruby>{texts.what}</Ruby>
                </button>
                {isThing(feature) && (
                  <span className="row-level">
                    <Ruby>{stateText(feature, words)}</Ruby>
                  </span>
                )}
                {isThing(feature) && <SilentChip feature={feature} now={minuteMs} />}
                {feature.levelEquivalent !== null && (
                  <span className="row-level">
                    <Ruby>{words.levelEquivalent(feature.levelEquivalent)}</Ruby>
                  </span>
                )}
              </th>
              <td data-name={isThing(feature) ? true : undefined}>
                <Ruby>{texts.where}</Ruby>
              </td>
              <td className="table-time">
                <time dateTime={feature.issuedAt}>{clock(feature.issuedAt, words.language, hubNowMs)}</time>
              </td>
              <td data-agency>
                <Ruby>{texts.agency}</Ruby>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + ROWS_MORE)}>
          <Ruby>{words.table.more(Math.min(ROWS_MORE, sorted.length - shown), sorted.length - shown)}</Ruby>
        </button>
      )}
    </div>
  );
}

function rowOf(feature: FeatureV1, group: HazardGroup, words: Words, nowMs: number): Row {
  const { properties, layer } = feature;
  const title = featureTitle(feature, words);
  return {
    feature,
    hazardId: group.hazardId,
    texts: {
      severity: words.severity[feature.severity] ?? '',
      layer: layer === 'drill' || layer === 'impact' ? '' : words.layers[layer],
      // A class of intensity says nothing without its earthquake.
      what: properties.type === 'earthquake-intensity' ? `${title} · ${groupTitle(group, words)}` : title,
      where: layer === 'sensor' ? sensorNote(feature, words, nowMs) : areaSummary([feature], words),
      issued: feature.issuedAt,
      agency: agencyOf(feature, words),
    },
  };
}

function agencyOf({ properties, sources }: FeatureV1, words: Words): string {
  if (isHazard(properties)) return words.term(properties.agency);
  return [...new Set(sources.map(({ agency }) => agencyText(agency, words)))].join(words.separator);
}

const collator = new Intl.Collator('ja');

function compareRows(a: Row, b: Row, { column, down }: Sort): number {
  const bySeverity = a.feature.severity - b.feature.severity;
  const first = column === 'severity' ? bySeverity : collator.compare(a.texts[column], b.texts[column]);
  const signed = down ? -first : first;
  return signed || (isWorse(a.feature, b.feature) ? -1 : 1);
}
