import { Fragment, type ReactNode } from 'react';
import { rubyParts } from './ruby-text.js';

/** Shows a catalogue's text, with readings above the characters where it carries them; one box, so that rows stay rows. */
export function Ruby({ children }: { children: string }): ReactNode {
  if (!children.includes('{')) return children;
  return (
    <span>
      {rubyParts(children).map(({ text, reading }, index) =>
        reading === null ? (
          <Fragment key={index}>{text}</Fragment>
        ) : (
          <ruby key={index}>
            {text}
            <rp>（</rp>
            <rt>{reading}</rt>
            <rp>）</rp>
          </ruby>
        ),
      )}
    </span>
  );
}
