import { Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { ChooseShelter } from './choose-shelter.js';
import { Conflicts } from './conflicts.js';
import type { FormControl } from './field-props.js';
import { nowInstant, touch, untouch } from './form-state.js';
import { Needs } from './needs.js';
import { DeviceNotes, Notices } from './notices.js';
import { DetailsPage, FirstPage } from './pages.js';
import { PlaceAsked, placeOfAddress } from './place-asked.js';
import { QueueSheet } from './queue-sheet.js';
import { SaveBar } from './save-bar.js';
import type { Door, Inside } from './door.js';
import type { TabletView } from './tablet-view.js';
import { useNow } from './use-now.js';
import { useWorker } from './use-worker.js';
import { lazyPart } from '../../lazy-part.js';

const PhotoPart = lazyPart(() => import('../photos/photo-part.js'));
const ReceptionPage = lazyPart(() => import('../reception/reception-page.js'));
const ReceptionButton = lazyPart(() => import('../reception/reception-button.js'));

interface ShelterRoomProps {
  door: Door;
  inside: Inside;
  /** Null where nothing is locked: the page has no encryption. */
  lockAfterMinutes: number | null;
  view: TabletView;
  signIn: () => void;
  signInFailed: boolean;
  queue: { shown: boolean; show: (shown: boolean) => void };
}

export function ShelterRoom(props: ShelterRoomProps): ReactNode {
  const { door, inside, lockAfterMinutes, view, signIn, signInFailed, queue } = props;
  const { tablet, api, access } = inside;
  const nowMs = useNow();
  const worker = useWorker();
  const persistent = usePersistence(view.shelter !== null);
  const [page, setPage] = useState<'first' | 'details' | 'reception'>('first');
  const [choosing, setChoosing] = useState(false);
  const [place, setPlace] = useState(placeOfAddress);
  const [storeFailed, setStoreFailed] = useState(false);
  /** Keystrokes on their way to the disk. */
  const [writing, setWriting] = useState(0);
  const [bad, setBad] = useState<ReadonlySet<string>>(new Set());

  const failed = (problem: unknown): void => {
    console.error(problem);
    setStoreFailed(true);
  };
  const control = useMemo<FormControl>(() => {
    const { draft } = view.form;
    const write = (next: typeof draft): void => {
      setWriting((count) => count + 1);
      tablet
        .write(next)
        .catch((problem: unknown) => {
          console.error(problem);
          setStoreFailed(true);
        })
        .finally(() => setWriting((count) => count - 1));
    };
    return {
      form: view.form,
      nowMs,
      say: (name, value) => write(touch(draft, name, value, nowInstant(Date.now()))),
      takeBack: (name) => write(untouch(draft, name)),
      sayNeed: (urgentNeed) => write({ ...touch(draft, 'urgent', 'yes', nowInstant(Date.now())), urgentNeed }),
      unreadable: (name, is) =>
        setBad((known) => {
          if (known.has(name) === is) return known;
          const next = new Set(known);
          if (is) next.add(name);
          else next.delete(name);
          return next;
        }),
    };
  }, [tablet, view.form, nowMs]);

  if (place !== null) {
    return (
      <PlaceAsked
        place={place}
        current={view.shelter}
        api={api}
        signIn={signIn}
        choose={(shelter) => {
          setPlace(null);
          if (shelter !== null && shelter.id !== view.shelter?.id) tablet.choose(shelter).catch(failed);
        }}
      />
    );
  }
  if (view.shelter === null || choosing) {
    return (
      <ChooseShelter
        door={door}
        api={api}
        nowMs={nowMs}
        signIn={signIn}
        places={view.places}
        run={view.shelter?.exercise ?? null}
        mayOpen={access.sender() !== 'tablet'}
        openPlace={async (request) => {
          await tablet.openPlace(request);
          setChoosing(false);
          setBad(new Set());
        }}
        cancel={choosing ? () => setChoosing(false) : null}
        choose={(shelter) => {
          setChoosing(false);
          setBad(new Set());
          tablet.choose(shelter).catch(failed);
        }}
      />
    );
  }
  const turn = (next: typeof page): void => {
    setPage(next);
    setBad(new Set());
    document.querySelector('.room-body')?.scrollTo(0, 0);
  };
  const queueSheet = queue.shown && (
    <QueueSheet
      door={door}
      inside={inside}
      lockAfterMinutes={lockAfterMinutes}
      view={view}
      nowMs={nowMs}
      signIn={signIn}
      close={() => queue.show(false)}
      changeShelter={() => {
        queue.show(false);
        setChoosing(true);
      }}
    />
  );
  if (page === 'reception') {
    return (
      <>
        <Suspense fallback={<main className="room-body" />}>
          <ReceptionPage
            tablet={tablet}
            view={view}
            nowMs={nowMs}
            isPlain={lockAfterMinutes === null}
            back={() => turn('first')}
          />
        </Suspense>
        {queueSheet}
      </>
    );
  }
  return (
    <>
      <main className="room-body" data-writing={writing > 0}>
        <Notices
          view={view}
          worker={worker}
          storeFailed={storeFailed}
          signIn={signIn}
          signInFailed={signInFailed}
          openQueue={() => queue.show(true)}
        />
        <Conflicts view={view} nowMs={nowMs} />
        <Needs tablet={tablet} view={view} nowMs={nowMs} />
        {page === 'first' ? (
          <FirstPage
            control={control}
            photos={
              <Suspense fallback={null}>
                <PhotoPart tablet={tablet} view={view} />
              </Suspense>
            }
            reception={
              <Suspense fallback={null}>
                <ReceptionButton view={view} open={() => turn('reception')} />
              </Suspense>
            }
            openDetails={() => turn('details')}
          />
        ) : (
          <DetailsPage control={control} back={() => turn('first')} />
        )}
        <DeviceNotes worker={worker} persistent={persistent} isSealed={lockAfterMinutes !== null} />
      </main>
      <SaveBar tablet={tablet} view={view} hasUnreadable={bad.size > 0} nowMs={nowMs} storeFailed={failed} />
      {queueSheet}
    </>
  );
}

/** Asks the browser not to clear this room by itself; null = it has not answered, or cannot be asked. */
function usePersistence(asks: boolean): boolean | null {
  const [persistent, setPersistent] = useState<boolean | null>(null);
  useEffect(() => {
    if (!asks || !navigator.storage?.persist) return;
    navigator.storage.persist().then(setPersistent, () => setPersistent(false));
  }, [asks]);
  return persistent;
}
