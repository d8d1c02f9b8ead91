import { useState, type ReactNode } from 'react';
import type { Instant, PersonAnswer } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import type { CareApi, CarePlace } from './care-api.js';
import { EmergencyDialog } from './emergency-part.js';
import { refusalText } from './refusal-text.js';

interface ClosedPersonProps {
  api: CareApi;
  place: CarePlace;
  person: PersonAnswer;
  why: 'elsewhere' | 'left' | 'outside';
  /** Whether the hub was asked and refused, which is noted. */
  wasRefused: boolean;
  moved: (person: PersonAnswer) => void;
  opened: (until: Instant) => void;
  tryAgain: () => void;
}

/** Why a record does not open, and the two ways that there are: they have come here, or it is an emergency. */
export function ClosedPerson(props: ClosedPersonProps): ReactNode {
  const { api, place, person, why, wasRefused, moved, opened, tryAgain } = props;
  const text = useCareWords();
  const [asks, setAsks] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const move = (): void => {
    setProblem(null);
    api.move(person.id, place.shelter, 'move').then(moved, (error: unknown) => setProblem(refusalText(error, text)));
  };
  return (
    <section className="care-card care-closed" data-testid="closed-person" aria-labelledby="closed">
      <h2 id="closed">
        <Ruby>{text.person.closed}</Ruby>
      </h2>
      <p>
        <Ruby>{text.person.closedWhy[why]}</Ruby>
      </p>
      {wasRefused && (
        <p className="care-note">
          <Ruby>{text.person.noted}</Ruby>
        </p>
      )}
      {problem !== null && <Problem text={problem} />}
      <div className="care-ways">
        {why !== 'outside' && (
          <div>
            <button type="button" className="button button-accent" onClick={move} data-testid="move-here">
              <Ruby>{text.person.moveHere}</Ruby>
            </button>
            <p className="care-note">
              <Ruby>{text.person.moveMore}</Ruby>
            </p>
          </div>
        )}
        <div>
          <button
            type="button"
            className="button button-danger"
            onClick={() => setAsks(true)}
            data-testid="emergency-open"
          >
            <Ruby>{text.emergency.open}</Ruby>
          </button>
          <p className="care-note">
            <Ruby>{text.emergency.more}</Ruby>
          </p>
        </div>
      </div>
      <button type="button" className="link-button" onClick={tryAgain} data-testid="try-again">
        <Ruby>{text.emergency.again}</Ruby>
      </button>
      {asks && (
        <EmergencyDialog api={api} place={place} person={person.id} close={() => setAsks(false)} opened={opened} />
      )}
    </section>
  );
}
