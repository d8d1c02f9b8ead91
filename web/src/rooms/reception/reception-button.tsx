import type { ReactNode } from 'react';
import { waitingEnvelopes } from '../../offline/reception/envelope-queue.js';
import { receptionWords } from '../../words/reception/reception-words.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { Text } from '../shelter/shelter-text.js';
import type { TabletView } from '../shelter/tablet-view.js';

/** The way to the reception form, with how many forms still wait to be sent. */
export default function ReceptionButton({ view, open }: { view: TabletView; open: () => void }): ReactNode {
  const words = receptionWords(useShelterWords().language);
  const count = waitingEnvelopes(view.envelopes).length;
  return (
    <button type="button" className="button details-button" onClick={open} data-testid="open-reception">
      <span>
        <strong>
          <Text>{words.open}</Text>
        </strong>
        <span className="button-more">
          <Text>{count > 0 ? words.waiting(count) : words.openMore}</Text>
        </span>
      </span>
      <span aria-hidden="true">›</span>
    </button>
  );
}
