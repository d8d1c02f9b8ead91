import type { ReactNode, RefObject } from 'react';
import { LEGAL_GROUNDS } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import type { Ground } from './send-document.js';

/** Why it may be kept: consent with the edition of the text that was read, or another ground of the law. */
export function GroundPart(props: {
  box: RefObject<HTMLFieldSetElement | null>;
  ground: Ground;
  change: (ground: Ground) => void;
}): ReactNode {
  const { box, ground, change } = props;
  const words = useCareWords();
  const text = words.register;
  return (
    <fieldset className="care-purposes" ref={box}>
      <legend>
        <Ruby>{text.groundTitle}</Ruby>
      </legend>
      <div className="care-formats">
        {LEGAL_GROUNDS.map((each) => (
          <label key={each} className="care-choice">
            <input
              type="radio"
              name="legalGround"
              value={each}
              checked={ground.legalGround === each}
              onChange={() => change({ ...ground, legalGround: each })}
            />
            <strong>
              <Ruby>{words.grounds[each]}</Ruby>
            </strong>
          </label>
        ))}
      </div>
      {ground.legalGround === 'consent' && (
        <>
          <p className="care-consent">
            <Ruby>{text.consentText}</Ruby>
          </p>
          <label className="field care-edition">
            <span className="field-label">
              <Ruby>{text.edition}</Ruby>
            </span>
            <input
              name="edition"
              value={ground.edition}
              autoComplete="off"
              inputMode="numeric"
              onChange={({ target }) => change({ ...ground, edition: target.value })}
            />
            <span className="field-hint">
              <Ruby>{text.editionHint}</Ruby>
            </span>
          </label>
        </>
      )}
    </fieldset>
  );
}
