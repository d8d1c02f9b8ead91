import type { ReactNode } from 'react';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { Text } from './shelter-text.js';
import type { TabletView } from './tablet-view.js';
import type { WorkerView } from './use-worker.js';

/** A clock that is wrong by more than this makes ages and orders wrong. */
const SKEW_SHOWN_MS = 2 * 60_000;

interface NoticesProps {
  view: TabletView;
  worker: WorkerView;
  storeFailed: boolean;
  signIn: () => void;
  signInFailed: boolean;
  openQueue: () => void;
}

/** What the person should know of the device itself; never in the way of writing. */
export function Notices({ view, worker, storeFailed, signIn, signInFailed, openQueue }: NoticesProps): ReactNode {
  const words = useShelterWords();
  const skewMs = view.row.clockSkewMs ?? 0;
  return (
    <div className="notices">
      {storeFailed && (
        <p className="notice notice-alarm" role="alert" data-testid="store-failed">
          <Text>{words.storeFailed}</Text>
        </p>
      )}
      {(view.send.link === 'sign-in' || signInFailed) && (
        <div className="notice" data-testid="sign-in-notice">
          <p>
            <Text>{signInFailed ? words.signInFailed : words.link['sign-in']}</Text>
          </p>
          <button type="button" className="button" onClick={signIn} data-testid="sign-in">
            <Text>{words.signIn}</Text>
          </button>
        </div>
      )}
      {view.send.link === 'revoked' && (
        <div className="notice notice-alarm" role="alert" data-testid="revoked-notice">
          <p>
            <Text>{words.link.revoked}</Text>
          </p>
          <button type="button" className="button" onClick={openQueue}>
            <Text>{words.queue}</Text>
          </button>
          <button type="button" className="button" onClick={signIn} data-testid="sign-in-instead">
            <Text>{words.signIn}</Text>
          </button>
        </div>
      )}
      {view.send.link === 'others' && (
        <div className="notice" data-testid="others-notice">
          <p>
            <Text>{words.link.others}</Text>
          </p>
          <button type="button" className="button" onClick={openQueue}>
            <Text>{words.queue}</Text>
          </button>
        </div>
      )}
      {view.send.link === 'forbidden' && (
        <div className="notice" data-testid="forbidden-notice">
          <p>
            <Text>{words.link.forbidden}</Text>
          </p>
          <button type="button" className="button" onClick={signIn} data-testid="sign-in-other">
            <Text>{words.signIn}</Text>
          </button>
        </div>
      )}
      {view.send.link === 'unplaced' && (
        <p className="notice notice-alarm" role="alert" data-testid="unplaced-notice">
          <Text>{words.link.unplaced}</Text>
        </p>
      )}
      {Math.abs(skewMs) > SKEW_SHOWN_MS && (
        <p className="notice" data-testid="clock-wrong">
          <Text>{words.clockWrong(Math.round(skewMs / 60_000))}</Text>
        </p>
      )}
      {worker.useNew && (
        <div className="notice" data-testid="new-version">
          <p>
            <Text>{words.newVersion}</Text>
          </p>
          <button type="button" className="button" onClick={worker.useNew} data-testid="use-new-version">
            <Text>{words.useNewVersion}</Text>
          </button>
        </div>
      )}
    </div>
  );
}

/** What is good to know of the device, below what has to be done. */
export function DeviceNotes(props: { worker: WorkerView; persistent: boolean | null; isSealed: boolean }): ReactNode {
  const { worker, persistent, isSealed } = props;
  const words = useShelterWords();
  return (
    <div className="notices notices-last">
      {!isSealed && (
        <p className="notice" data-testid="not-sealed">
          <Text>{words.pin.notSealed}</Text>
        </p>
      )}
      {persistent === false && (
        <p className="notice" data-testid="not-persistent">
          <Text>{words.notPersistent}</Text>
        </p>
      )}
      <p className="notice-quiet" data-testid="offline" data-offline={worker.offline}>
        <Text>
          {worker.offline === 'ready'
            ? words.offlineReady
            : worker.offline === 'never'
              ? words.offlineNever
              : words.offlineNotYet}
        </Text>
      </p>
    </div>
  );
}
