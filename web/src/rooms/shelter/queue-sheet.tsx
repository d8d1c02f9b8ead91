import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { clock } from '../../words/clock.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { waiting, type KeptReport } from '../../offline/queue-decisions.js';
import { saveFile } from '../../exports/save-file.js';
import { readReportFile, reportFiles } from '../../offline/report-file.js';
import { nowInstant } from './form-state.js';
import { PlaceList } from './own-places.js';
import type { Door, Inside } from './door.js';
import type { ShelterApi } from './shelter-api.js';
import { StateChip } from './save-bar.js';
import { LockPart, SenderPart } from './sender-part.js';
import { Text } from './shelter-text.js';
import type { Tablet } from './tablet.js';
import type { TabletView } from './tablet-view.js';
import { lazyPart } from '../../lazy-part.js';

const SentPhotos = lazyPart(() =>
  import('../photos/photo-part.js').then(({ SentPhotos: part }) => ({ default: part })),
);

const EnvelopeList = lazyPart(() => import('../reception/envelope-list.js'));

interface QueueSheetProps {
  door: Door;
  inside: Inside;
  lockAfterMinutes: number | null;
  view: TabletView;
  nowMs: number;
  signIn: () => void;
  changeShelter: () => void;
  close: () => void;
}

/** Every report of this device with where it is, and the other ways out of the device. */
export function QueueSheet(props: QueueSheetProps): ReactNode {
  const { door, inside, lockAfterMinutes, view, nowMs, signIn, changeShelter, close } = props;
  const { tablet, api } = inside;
  const words = useShelterWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const open = waiting(view.reports);
  const newestFirst = [...view.reports].sort((a, b) => (a.report.writtenAt < b.report.writtenAt ? 1 : -1));
  return (
    <dialog ref={dialog} className="dialog queue" aria-labelledby="queue-title" onClose={close} data-testid="queue">
      <div className="sheet-head">
        <h2 id="queue-title">
          <Text>{words.queue}</Text>
        </h2>
        <button type="button" className="button" onClick={close} data-testid="close-queue">
          <Text>{words.close}</Text>
        </button>
      </div>
      <div className="dialog-body">
        <p className="link-line" data-link={view.send.link}>
          <Text>
            {open.length === 0 && view.send.link === 'idle' ? words.waitingToSend : words.link[view.send.link]}
          </Text>
        </p>
        <div className="sheet-buttons">
          {view.send.link === 'sign-in' && (
            <button type="button" className="button" onClick={signIn} data-testid="sign-in-to-send">
              <Text>{words.signIn}</Text>
            </button>
          )}
          <button
            type="button"
            className="button"
            disabled={
              open.length === 0 && [...view.places, ...view.envelopes].every(({ state }) => state !== 'waiting')
            }
            onClick={() => void tablet.sender.wake()}
            data-testid="send-now"
          >
            <Text>{words.sendNow}</Text>
          </button>
        </div>
        <PlaceList places={view.places} />
        <ReportList tablet={tablet} api={api} view={view} nowMs={nowMs} entries={newestFirst} close={close} />
        {view.envelopes.length > 0 && (
          <Suspense fallback={null}>
            <EnvelopeList tablet={tablet} envelopes={view.envelopes} nowMs={nowMs} />
          </Suspense>
        )}
        <FilePart tablet={tablet} open={open} />
        <SenderPart door={door} inside={inside} view={view} signIn={signIn} />
        {lockAfterMinutes !== null && <LockPart door={door} lockAfterMinutes={lockAfterMinutes} />}
        <button type="button" className="link-button sheet-link" onClick={changeShelter} data-testid="change-shelter">
          <Text>{words.changeShelter}</Text>
        </button>
      </div>
    </dialog>
  );
}

function ReportList(props: {
  tablet: Tablet;
  api: ShelterApi;
  view: TabletView;
  nowMs: number;
  entries: readonly KeptReport[];
  close: () => void;
}): ReactNode {
  const { tablet, api, view, nowMs, entries, close } = props;
  const words = useShelterWords();
  if (entries.length === 0) {
    return (
      <p>
        <Text>{words.queueEmpty}</Text>
      </p>
    );
  }
  return (
    <ul className="report-list">
      {entries.map((entry) => (
        <li key={entry.reportId} data-report={entry.reportId} data-state={entry.state}>
          <span className="report-time">{clock(entry.report.writtenAt, words.language, nowMs)}</span>
          <StateChip entry={entry} view={view} nowMs={nowMs} />
          {entry.report.device !== view.row.device && (
            <span className="report-note">
              <Text>{words.carried}</Text>
            </span>
          )}
          {entry.report.photos && (
            <Suspense fallback={null}>
              <SentPhotos tablet={tablet} api={api} view={view} report={entry.report} />
            </Suspense>
          )}
          {entry.refusal && (
            <p className="report-reason" lang="en">
              {entry.refusal.detail} <code>{entry.refusal.code}</code>
            </p>
          )}
          {entry.state === 'refused' &&
            (entry.correctedBy === null ? (
              entry.report.shelter === view.shelter?.id && (
                <button
                  type="button"
                  className="button"
                  data-testid="correct"
                  onClick={() => {
                    void tablet.correct(entry);
                    close();
                  }}
                >
                  <Text>{words.correct}</Text>
                </button>
              )
            ) : (
              <span className="report-note">
                <Text>{words.corrected}</Text>
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}

/** Out of the device and into another with no network at all. */
const QrSheet = lazyPart(() => import('./qr-sheet.js'));

function FilePart({ tablet, open }: { tablet: Tablet; open: readonly KeptReport[] }): ReactNode {
  const words = useShelterWords();
  const [said, setSaid] = useState('');
  const [showsQr, setShowsQr] = useState(false);
  const takeOut = (): void => {
    for (const { name, text } of reportFiles(open, nowInstant(Date.now()))) {
      saveFile(name, new Blob([text], { type: 'application/json' }));
    }
  };
  const takeIn = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const read = readReportFile(await file.text());
    if (read.outcome === 'unreadable') setSaid(words.fileUnreadable(read.place));
    else setSaid(words.takenIn(await tablet.take(read.reports)));
  };
  return (
    <div className="file-part">
      <p>
        <Text>{words.takeOutMore}</Text>
      </p>
      <div className="sheet-buttons">
        <button type="button" className="button" disabled={open.length === 0} onClick={takeOut} data-testid="take-out">
          <Text>{words.takeOut}</Text>
        </button>
        <button
          type="button"
          className="button"
          disabled={open.length === 0}
          onClick={() => setShowsQr(true)}
          data-testid="show-qr"
        >
          <Text>{words.qr.show}</Text>
        </button>
        <label className="button file-button">
          <Text>{words.takeIn}</Text>
          <input
            type="file"
            accept="application/json,.json"
            data-testid="take-in"
            onChange={(event) => {
              void takeIn(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </label>
      </div>
      {showsQr && (
        <Suspense fallback={null}>
          <QrSheet open={open} close={() => setShowsQr(false)} />
        </Suspense>
      )}
      <p role="status" data-testid="file-said">
        <Text>{said}</Text>
      </p>
    </div>
  );
}
