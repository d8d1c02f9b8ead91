import { useEffect, useRef, useState, type ReactNode } from 'react';
import { shelterWarnings, type ShelterReportId, type ShelterWarning } from '@hinomi/contracts';
import { clock } from '../../words/clock.js';
import { photoWords } from '../../words/photos/photo-words.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { draftPhotos } from '../../offline/photo-store.js';
import { ownReports, type KeptReport } from '../../offline/queue-decisions.js';
import { answersToReport, isChanged, nowInstant, shownNames } from './form-state.js';
import { earlierCounts } from './earlier-counts.js';
import { Text } from './shelter-text.js';
import type { Tablet } from './tablet.js';
import type { TabletView } from './tablet-view.js';

interface SaveBarProps {
  tablet: Tablet;
  view: TabletView;
  hasUnreadable: boolean;
  nowMs: number;
  storeFailed: (problem: unknown) => void;
}

/** What to press, and what came of it. */
export function SaveBar({ tablet, view, hasUnreadable, nowMs, storeFailed }: SaveBarProps): ReactNode {
  const words = useShelterWords();
  const { form } = view;
  const photos = draftPhotos(view.photos, view.reports, view.shelter?.id).length;
  const changed = isChanged(form.draft) || photos > 0;
  const count = Object.keys(form.draft.touched).length;
  const names = shownNames(form);
  const [asked, setAsked] = useState<{ restUnchanged: boolean; warnings: ShelterWarning[] } | null>(null);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<ShelterReportId | null>(null);

  const save = (restUnchanged: boolean, confirmed: readonly ShelterWarning[]): void => {
    if (busy) return;
    setBusy(true);
    setAsked(null);
    tablet
      .save(restUnchanged, confirmed)
      .then(({ reportId }) => setSaved(reportId), storeFailed)
      .finally(() => setBusy(false));
  };
  const press = (restUnchanged: boolean): void => {
    const now = Date.now();
    const answers = answersToReport(form, nowInstant(now), restUnchanged);
    const own = ownReports(view.reports, view.row.device, view.shelter?.id ?? '');
    const warnings = shelterWarnings(answers, earlierCounts(own, form.hub), now);
    if (warnings.length === 0) save(restUnchanged, []);
    else setAsked({ restUnchanged, warnings });
  };
  const blocked = busy || hasUnreadable;
  return (
    <footer className="save-bar">
      {asked && (
        <Warnings
          warnings={asked.warnings}
          confirm={() => save(asked.restUnchanged, asked.warnings)}
          mend={() => setAsked(null)}
        />
      )}
      <SavedLine view={view} saved={saved} nowMs={nowMs} changed={changed} />
      {hasUnreadable && (
        <p className="save-note" role="alert">
          <Text>{words.notAll}</Text>
        </p>
      )}
      {names.length === 0 && photos === 0 ? (
        <p className="save-note">
          <Text>{words.nothingYet}</Text>
        </p>
      ) : (
        <div className="save-buttons">
          {changed && (
            <BigButton
              testid="save"
              primary
              title={words.save}
              more={count === 0 ? photoWords(words.language).only : words.saveMore(count)}
              disabled={blocked}
              press={() => press(false)}
            />
          )}
          {names.length > count && (
            <BigButton
              testid={changed ? 'save-rest' : 'no-change'}
              primary={!changed}
              title={changed ? words.saveRest : words.noChange}
              more={changed ? words.saveRestMore : words.noChangeMore(names.length)}
              disabled={blocked}
              press={() => press(true)}
            />
          )}
        </div>
      )}
    </footer>
  );
}

interface BigButtonProps {
  testid: string;
  primary: boolean;
  title: string;
  more: string;
  disabled: boolean;
  press: () => void;
}

function BigButton({ testid, primary, title, more, disabled, press }: BigButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={primary ? 'button big-button big-primary' : 'button big-button'}
      data-testid={testid}
      disabled={disabled}
      onClick={press}
    >
      <strong>
        <Text>{title}</Text>
      </strong>
      <span className="button-more">
        <Text>{more}</Text>
      </span>
    </button>
  );
}

/** Where the last report is: on the device, on the way, or at headquarters. */
function SavedLine(props: {
  view: TabletView;
  saved: ShelterReportId | null;
  nowMs: number;
  changed: boolean;
}): ReactNode {
  const { view, saved, nowMs, changed } = props;
  const words = useShelterWords();
  const entry = view.reports.find(({ reportId }) => reportId === saved);
  return (
    <div role="status" className="saved-line" data-testid="saved-line">
      {entry && !changed && (
        <>
          <span className="saved-check" aria-hidden="true">
            ✓
          </span>
          <Text>{words.saved}</Text>
          <StateChip entry={entry} view={view} nowMs={nowMs} />
        </>
      )}
    </div>
  );
}

export function StateChip({ entry, view, nowMs }: { entry: KeptReport; view: TabletView; nowMs: number }): ReactNode {
  const words = useShelterWords();
  const isSending = entry.state === 'waiting' && view.send.sending.has(entry.reportId);
  const state = isSending ? 'sending' : entry.state;
  return (
    <span className="state-chip" data-state={state}>
      <Text>
        {state === 'received'
          ? words.state.received(clock(entry.receivedAt ?? entry.report.writtenAt, words.language, nowMs))
          : words.state[state]}
      </Text>
    </span>
  );
}

function Warnings(props: { warnings: ShelterWarning[]; confirm: () => void; mend: () => void }): ReactNode {
  const words = useShelterWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="dialog warnings"
      aria-labelledby="warnings-title"
      onClose={props.mend}
      data-testid="warnings"
    >
      <div className="dialog-body">
        <h2 id="warnings-title">
          <Text>{words.warningsTitle}</Text>
        </h2>
        <ul>
          {props.warnings.map((warning) => (
            <li key={warning} data-warning={warning}>
              <Text>{words.warnings[warning]}</Text>
            </li>
          ))}
        </ul>
        <div className="save-buttons">
          <button type="button" className="button big-button big-primary" onClick={props.mend} data-testid="mend">
            <strong>
              <Text>{words.mend}</Text>
            </strong>
          </button>
          <button type="button" className="button big-button" onClick={props.confirm} data-testid="confirm">
            <strong>
              <Text>{words.confirm}</Text>
            </strong>
          </button>
        </div>
      </div>
    </dialog>
  );
}
