import type { ReactNode } from 'react';
import type { TabletEntry } from '@hinomi/contracts';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';

interface TabletTableProps {
  tablets: readonly TabletEntry[];
  revoke: (tablet: TabletEntry) => void;
}

export function TabletTable({ tablets, revoke }: TabletTableProps): ReactNode {
  const words = useWords();
  const text = words.tablets;
  if (tablets.length === 0) {
    return (
      <p className="accounts-empty">
        <Ruby>{text.none}</Ruby>
      </p>
    );
  }
  const heads = [
    words.accounts.name,
    text.shelters,
    text.enrolled,
    words.accounts.state,
    text.lastSeen,
    words.accounts.actions,
  ];
  const time = (at: string): ReactNode => <time dateTime={at}>{clock(at, words.language, Date.now())}</time>;
  return (
    <table className="accounts-table">
      <caption className="visually-hidden">
        <Ruby>{text.title}</Ruby>
      </caption>
      <thead>
        <tr>
          {heads.map((name) => (
            <th key={name} scope="col">
              <Ruby>{name}</Ruby>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tablets.map((tablet) => (
          <tr key={tablet.id} data-tablet={tablet.name} data-state={tablet.state} data-disabled={isOver(tablet)}>
            <th scope="row">{tablet.name}</th>
            <td data-label={plain(text.shelters)} lang="ja">
              {tablet.shelters.map(({ id, name }) => name ?? id).join('、')}
            </td>
            <td data-label={plain(text.enrolled)}>
              {tablet.enrolledBy} {time(tablet.enrolledAt)}
            </td>
            <td data-label={plain(words.accounts.state)}>
              <span className="accounts-state">
                <Ruby>{text.states[tablet.state]}</Ruby>
              </span>
            </td>
            <td data-label={plain(text.lastSeen)}>
              {tablet.lastSeenAt === null ? <Ruby>{words.accounts.never}</Ruby> : time(tablet.lastSeenAt)}
            </td>
            <td className="accounts-actions">
              {!isOver(tablet) && (
                <button
                  type="button"
                  className="button button-small"
                  aria-label={plain(text.revokeOf(tablet.name))}
                  data-act="revoke"
                  onClick={() => revoke(tablet)}
                >
                  <Ruby>{text.revoke}</Ruby>
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isOver({ state }: TabletEntry): boolean {
  return state === 'revoked' || state === 'expired';
}
