import type { ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { BrandMark } from './icons.js';

interface StartUpProps {
  failed: boolean;
  /** Nobody has signed in on a hub that asks for it, and the last try did not succeed. */
  signedOut: boolean;
  signIn: (() => void) | null;
}

/** Before the hub has answered once, or before anybody has signed in. */
export function StartUp({ failed, signedOut, signIn }: StartUpProps): ReactNode {
  const words = useWords();
  return (
    <main className="start-up" data-testid="start-up" data-signed-out={signedOut}>
      <BrandMark />
      <h1>
        <Ruby>{words.appName}</Ruby>
        {words.language !== 'en' && <span lang="en"> Hinomi</span>}
      </h1>
      {signedOut && (
        <div role="alert" className="start-up-signed-out">
          <p className="start-up-title">
            <Ruby>{words.people.signInFailed}</Ruby>
          </p>
          <p>
            <Ruby>{words.people.signInFailedMore}</Ruby>
          </p>
          {signIn && (
            <button type="button" className="button" onClick={signIn} data-testid="sign-in">
              <Ruby>{words.people.signIn}</Ruby>
            </button>
          )}
        </div>
      )}
      {failed && (
        <div role="alert">
          <p className="start-up-title">
            <Ruby>{words.startUp.failed}</Ruby>
          </p>
          <p>
            <Ruby>{words.startUp.advice}</Ruby>
          </p>
        </div>
      )}
      {!failed && !signedOut && (
        <p role="status">
          <Ruby>{words.startUp.loading}</Ruby>
        </p>
      )}
    </main>
  );
}
