import { useId, useState, type ReactNode } from 'react';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { Field } from './field.js';
import type { FormControl } from './field-props.js';
import { DETAIL_GROUP_NAMES, FIRST_PAGE, FOLDED, namesOf, type DetailGroup } from './fields.js';
import { shown, shownNeed } from './form-state.js';
import { Text } from './shelter-text.js';

const LONGEST_NEED = 1_000;

interface FirstPageProps {
  control: FormControl;
  photos: ReactNode;
  reception: ReactNode;
  openDetails: () => void;
}

/** What a minute allows. */
export function FirstPage({ control, photos, reception, openDetails }: FirstPageProps): ReactNode {
  const words = useShelterWords();
  return (
    <section className="page" data-testid="first-page">
      <div className="questions">
        {FIRST_PAGE.map((name) => (
          <Field key={name} name={name} control={control} />
        ))}
        {shown(control.form, 'urgent')?.value === 'yes' && <UrgentNeed control={control} />}
        {photos}
      </div>
      <button type="button" className="button details-button" onClick={openDetails} data-testid="open-details">
        <span>
          <strong>
            <Text>{words.details}</Text>
          </strong>
          <span className="button-more">
            <Text>{words.detailsMore}</Text>
          </span>
        </span>
        <span aria-hidden="true">›</span>
      </button>
      {reception}
    </section>
  );
}

function UrgentNeed({ control }: { control: FormControl }): ReactNode {
  const words = useShelterWords();
  const id = useId();
  return (
    <div className="question question-need">
      <label htmlFor={id}>
        <Text>{words.needLabel}</Text>
      </label>
      <textarea
        id={id}
        rows={3}
        maxLength={LONGEST_NEED}
        aria-describedby={`${id}-hint`}
        data-testid="need"
        value={shownNeed(control.form)}
        onChange={(event) => control.sayNeed(event.target.value)}
      />
      <p className="question-foot" id={`${id}-hint`}>
        <Text>{words.needHint}</Text>
      </p>
    </div>
  );
}

/** Everything else of the EEI, group by group. */
export function DetailsPage({ control, back }: { control: FormControl; back: () => void }): ReactNode {
  const words = useShelterWords();
  return (
    <section className="page" data-testid="details-page">
      <button type="button" className="button back-button" onClick={back} data-testid="back">
        <span aria-hidden="true">‹</span>
        <Text>{words.backToFirst}</Text>
      </button>
      {DETAIL_GROUP_NAMES.map((group) => (
        <Group key={group} group={group} control={control} />
      ))}
    </section>
  );
}

/** A long one that is not for every visit opens by a press; what was answered in it is never hidden. */
function Group({ group, control }: { group: DetailGroup; control: FormControl }): ReactNode {
  const words = useShelterWords();
  const names = namesOf(group);
  const [opened, setOpened] = useState(false);
  const isOpen = opened || !FOLDED.has(group) || names.some((name) => shown(control.form, name) !== null);
  return (
    <section className="group" data-group={group}>
      <h2>
        <Text>{words.groups[group]}</Text>
      </h2>
      {group === 'care' && (
        <p className="group-note">
          <Text>{words.noSum}</Text>
        </p>
      )}
      {isOpen ? (
        <div className="questions questions-small">
          {names.map((name) => (
            <Field key={name} name={name} control={control} />
          ))}
        </div>
      ) : (
        <button type="button" className="button" onClick={() => setOpened(true)} data-testid={`open-${group}`}>
          <Text>{words.openGroup(names.length)}</Text>
        </button>
      )}
    </section>
  );
}
