import type { ReactNode } from 'react';
import type { PresenceEntry } from '@hinomi/contracts';
import { colorOf, initialsOf } from '../../../presence/presence-parts.js';

/** Somebody in two letters; their name stands beside it. */
export function PersonMark({ person }: { person: Pick<PresenceEntry, 'subject' | 'name' | 'idleSince'> }): ReactNode {
  return (
    <span
      className="person-mark"
      data-idle={person.idleSince !== null}
      style={{ background: colorOf(person) }}
      aria-hidden="true"
    >
      {initialsOf(person.name)}
    </span>
  );
}
