import type { ReactNode } from 'react';
import type { Subscription } from '@hinomi/contracts';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import { BEHIND_MS, pausedText, type Vocabulary } from './describe-subscription.js';

const ICONS = { active: 'check', paused: 'pause', expired: 'clock' } as const;

/** Its state by sign and word, and why it is paused. */
export function StatusMark({
  subscription,
  vocabulary: { agency },
}: {
  subscription: Subscription;
  vocabulary: Vocabulary;
}): ReactNode {
  const { status } = subscription;
  const why = status === 'paused' ? pausedText(subscription, agency) : null;
  return (
    <>
      <span className="agency-state" data-state={status}>
        <Icon name={ICONS[status]} />
        <Ruby>{agency.statuses[status]}</Ruby>
      </span>
      {why !== null && (
        <span className="agency-note agency-why">
          {why === subscription.pausedBecause ? <HubText>{why}</HubText> : <Ruby>{why}</Ruby>}
        </span>
      )}
    </>
  );
}

/** How far behind; beyond five minutes by sign, word and colour. */
export function Behind({ lagMs, vocabulary: { words, agency } }: { lagMs: number; vocabulary: Vocabulary }): ReactNode {
  if (lagMs === 0) return <Ruby>{agency.noLag}</Ruby>;
  if (lagMs < BEHIND_MS) return <Ruby>{words.age(lagMs)}</Ruby>;
  return (
    <strong className="agency-behind" data-testid="behind">
      <Icon name="alert" />
      <span>
        <Ruby>{words.age(lagMs)}</Ruby>
        <span className="visually-hidden">
          {' '}
          <Ruby>{agency.behind}</Ruby>
        </span>
      </span>
    </strong>
  );
}

export function Failure({ text }: { text: string | null }): ReactNode {
  if (text === null) return <span className="agency-none">—</span>;
  return (
    <span className="agency-failure">
      <Icon name="alert" />
      <HubText>{text}</HubText>
    </span>
  );
}

/** The hub says why in English. */
export function HubText({ children }: { children: string }): ReactNode {
  return (
    <span lang="en" data-own>
      {children}
    </span>
  );
}
