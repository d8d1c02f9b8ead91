import type { ReactNode } from 'react';
import { deviceMark, deviceOfSubject, type ConflictSide } from '@hinomi/contracts';
import { clock } from '../../words/clock.js';
import type { ShelterCatalogue } from '../../words/shelter/ja.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { codeWord } from './choice-field.js';
import { ASKED } from './fields.js';
import { Text } from './shelter-text.js';
import type { TabletView } from './tablet-view.js';

/** Where somebody else told headquarters otherwise at about the same time: both values, who and when, and what to do. */
export function Conflicts({ view, nowMs }: { view: TabletView; nowMs: number }): ReactNode {
  const words = useShelterWords();
  const shown = view.conflicts.filter(({ attribute }) => ASKED.includes(attribute));
  if (shown.length === 0) return null;
  return (
    <div className="notice" data-testid="conflicts">
      <p>
        <strong>
          <Text>{words.conflicts.title}</Text>
        </strong>
      </p>
      <ul>
        {shown.map(({ attribute, values }) => (
          <li key={attribute} data-conflict={attribute}>
            <Text>{words.attributes[attribute as keyof typeof words.attributes]}</Text>
            <ul>
              {values.map((side) => (
                <li key={`${side.subject} ${side.observedAt}`}>
                  <strong>
                    <Text>{valueWord(attribute, side, words)}</Text>
                  </strong>
                  {' — '}
                  <Text>{whoSaid(side, view.row.device, words)}</Text> {clock(side.observedAt, words.language, nowMs)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p>
        <Text>{words.conflicts.settle}</Text>
      </p>
    </div>
  );
}

function whoSaid({ subject, agency }: ConflictSide, own: string, { conflicts }: ShelterCatalogue): string {
  const device = deviceOfSubject(subject);
  if (device === null) return agency;
  return device === own ? conflicts.own : conflicts.other(deviceMark(device), agency);
}

function valueWord(name: string, { value }: ConflictSide, words: ShelterCatalogue): string {
  if (value === null) return words.unknown;
  return typeof value === 'string' ? codeWord(name, value, words) : String(value);
}
