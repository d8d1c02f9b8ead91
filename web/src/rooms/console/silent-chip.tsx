import type { ReactNode } from 'react';
import { silenceOf } from '../../things/thing-silence.js';
import type { ThingFeature } from '../../things/thing-feature.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from './icons.js';

/** That an open shelter is no longer heard of, and for how long; nothing for every other thing. */
export function SilentChip({ feature, now }: { feature: ThingFeature; now: number }): ReactNode {
  const words = useWords();
  const silence = silenceOf(feature, now);
  if (silence === null) return null;
  return (
    <span className="thing-silent" data-testid="silent">
      <Icon name="clock" />
      <Ruby>{words.things.silent(words.duration(silence.forMs))}</Ruby>
    </span>
  );
}

/** The same in a sentence, with what is done about it. */
export function SilentNote({ feature, now }: { feature: ThingFeature; now: number }): ReactNode {
  const words = useWords();
  const silence = silenceOf(feature, now);
  if (silence === null) return null;
  return (
    <p className="detail-silent" data-testid="silent-note">
      <Icon name="clock" />
      <span>
        <strong>
          <Ruby>{words.things.silent(words.duration(silence.forMs))}</Ruby>
        </strong>{' '}
        <Ruby>{words.things.silentNote(silence.limitHours)}</Ruby>
      </span>
    </p>
  );
}
