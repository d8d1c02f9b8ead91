import { useEffect, useMemo, type ReactNode, type RefObject } from 'react';
import type { SilentMunicipality, SilentPlace } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { fileName } from '../../../exports/file-name.js';
import { saveCsv } from '../../../exports/save-csv.js';
import { minutesSilent, silenceMarks, silenceTable } from '../../../silence/silence-rows.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { PhoneLink } from '../desk/call-list.js';
import { listNow } from '../hazard-panel.js';
import { Panel } from '../panel.js';
import { hazardTitle, UnitHazard } from '../rollups/unit-card.js';
import { useSilence } from './use-silence.js';

/** A screen or three; the file has all. */
const ROWS_SHOWN = 100;

interface SilencePanelProps {
  api: HubApi;
  exercise: boolean;
  cursor: string;
  groups: readonly HazardGroup[];
  hubNowMs: number;
  mapRef: RefObject<HazardMap | null>;
  close: () => void;
  /** Opens a hazard, or a shelter by its own id. */
  open: (id: string) => void;
  /** Enters what a shelter says by telephone; null: one may not. */
  enterReport: ((shelter: SilentPlace) => void) | null;
}

/** Where it is silent and should not be: municipalities first, then shelters with their telephone. */
export default function SilencePanel(props: SilencePanelProps): ReactNode {
  const { api, exercise, cursor, groups, hubNowMs, mapRef, close, open, enterReport } = props;
  const words = useWords();
  const { silence: text } = words;
  const { state, silence } = useSilence(api, exercise, cursor);
  const nameOf = useMemo(
    () =>
      ({ code, name }: Pick<SilentMunicipality, 'code' | 'name'>): string =>
        words.place({ name: name || code, set: 'jma-city', code: `${code}00` }),
    [words],
  );
  const reveal = (municipality: SilentMunicipality | undefined): void => {
    if (municipality?.bounds) mapRef.current?.fit([...municipality.bounds]);
  };

  useEffect(() => {
    if (silence === null) return;
    mapRef.current?.rollups.silence.show(
      silenceMarks(silence, (each) => plain(nameOf(each))),
      ({ id, is }) => (is === 'shelter' ? open(id) : reveal(silence.municipalities.find(({ code }) => code === id))),
    );
  });
  useEffect(() => () => mapRef.current?.rollups.silence.show([], null), [mapRef]);

  const now = listNow(hubNowMs);
  const save = (): void => {
    if (silence === null) return;
    const body = silenceTable(silence, now, {
      kind: (is) => plain(text.kinds[is]),
      hazard: ({ hazard }) => plain(hazardTitle(hazard, groups, words)),
    });
    const name = fileName({ what: 'silence', dataMs: now, drill: exercise }, 'csv');
    saveCsv(name, [text.csvHeads.map(plain), ...body]);
  };
  const heard = ({ lastHeardAt }: SilentPlace | SilentMunicipality): string =>
    lastHeardAt === null ? text.never : text.heard(clock(lastHeardAt, words.language, now));
  const { counts } = silence ?? {};
  return (
    <Panel title={text.title} close={close} wide>
      {state === 'failed' && (
        <p className="detail-warning" role="alert">
          <Ruby>{text.failed}</Ruby>
        </p>
      )}
      <p role="status" data-testid="silence-counts">
        <Ruby>
          {counts === undefined
            ? text.asking
            : counts.municipalities === 0
              ? text.nowhere
              : text.counts(counts.silentMunicipalities, counts.municipalities, counts.silentShelters, counts.shelters)}
        </Ruby>
      </p>
      {silence !== null && silence.municipalities.length > 0 && (
        <table className="rollup-table silence-table" data-testid="silence-municipalities">
          <caption>
            <Ruby>{text.municipalities}</Ruby>
          </caption>
          <Heads names={[text.columns.name, text.columns.minutes, text.columns.hazard, text.columns.shelters]} />
          <tbody>
            {silence.municipalities.slice(0, ROWS_SHOWN).map((row) => (
              <tr key={row.code} data-unit={row.code}>
                <th scope="row">
                  <button type="button" className="link-button" onClick={() => reveal(row)}>
                    <Ruby>{nameOf(row)}</Ruby>
                  </button>
                </th>
                <td className="number">
                  <Minutes row={row} now={now} heard={heard(row)} />
                </td>
                <td>
                  <UnitHazard hazard={row.hazard} groups={groups} open={open} />
                </td>
                <td className="number">
                  <Ruby>{text.places(row.shelters)}</Ruby>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {silence !== null && silence.shelters.length > 0 && (
        <table className="rollup-table silence-table" data-testid="silence-shelters">
          <caption>
            <Ruby>{text.shelters}</Ruby>
          </caption>
          <Heads names={[text.columns.name, text.columns.minutes, text.columns.hazard, text.columns.phone]} />
          <tbody>
            {silence.shelters.slice(0, ROWS_SHOWN).map((row) => (
              <tr key={row.id} data-shelter={row.id}>
                <th scope="row">
                  <button type="button" className="link-button" onClick={() => open(row.id)}>
                    <span data-own lang="ja">
                      {row.name}
                    </span>
                  </button>
                </th>
                <td className="number">
                  <Minutes row={row} now={now} heard={heard(row)} />
                </td>
                <td>
                  <UnitHazard hazard={row.hazard} groups={groups} open={open} />
                </td>
                <td>
                  <PhoneLink phone={row.phone} />
                  {enterReport !== null && (
                    <button type="button" className="link-button" onClick={() => enterReport(row)}>
                      <Ruby>{text.enter}</Ruby>
                      <span className="visually-hidden">
                        {words.colon}
                        {row.name}
                      </span>
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {counts !== undefined && Math.max(counts.silentMunicipalities, counts.silentShelters) > ROWS_SHOWN && (
        <p>
          <Ruby>{text.first(ROWS_SHOWN)}</Ruby>
        </p>
      )}
      <div className="needs-foot">
        <button
          type="button"
          className="button"
          disabled={counts === undefined || counts.silentMunicipalities + counts.silentShelters === 0}
          onClick={save}
          data-testid="silence-csv"
        >
          <Ruby>{words.needs.csv}</Ruby>
        </button>
      </div>
      <div className="rollup-notes">
        <p>
          <Ruby>{text.note}</Ruby>
        </p>
        {silence?.approximate && (
          <p>
            <Ruby>{words.rollups.approximate}</Ruby>
          </p>
        )}
      </div>
    </Panel>
  );
}

function Heads({ names }: { names: readonly string[] }): ReactNode {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            <Ruby>{name}</Ruby>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Minutes({
  row,
  now,
  heard,
}: {
  row: SilentPlace | SilentMunicipality;
  now: number;
  heard: string;
}): ReactNode {
  const { silence: text } = useWords();
  return (
    <>
      <Ruby>{text.minutes(minutesSilent(row, now))}</Ruby>
      <small>
        <Ruby>{heard}</Ruby>
      </small>
    </>
  );
}
