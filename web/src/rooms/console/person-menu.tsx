import { useEffect, useRef, useState, type ReactNode } from 'react';
import { DEMO_CLIENTS } from '@hinomi/contracts';
import type { KnownMe } from '../../access/use-me.js';
import { DEMO_PEOPLE, type ViewerControl } from '../../access/use-viewer.js';
import { jurisdictionText } from '../../places/jurisdictions.js';
import { tableOfCodes } from '../../places/place-names.js';
import { usePlaceNames } from '../../places/use-place-names.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Fact } from './details/facts.js';
import { Icon } from './icons.js';
import type { Page } from './use-page.js';

interface PersonMenuProps {
  known: KnownMe;
  people: ViewerControl;
  open: (page: Page) => void;
}

/** Who is looking, and how to be somebody else. */
export function PersonMenu({ known, people, open: openPage }: PersonMenuProps): ReactNode {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) setOpen(false);
    };
    window.addEventListener('pointerdown', onPointer);
    return () => window.removeEventListener('pointerdown', onPointer);
  }, [open]);
  const { viewer } = people;
  const isDemonstration = viewer.kind === 'demonstration';
  const roleName = known.role === null ? words.people.unknown : words.people.roles[known.role];
  const name = isDemonstration || known.me === null ? roleName : known.me.name;
  const act = (step: () => void): void => {
    setOpen(false);
    button.current?.focus();
    step();
  };
  return (
    <div
      className="bar-menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        type="button"
        ref={button}
        className="bar-button bar-role"
        data-testid="role"
        data-role={known.role ?? ''}
        aria-expanded={open}
        aria-label={`${plain(words.people.you)}${words.colon}${plain(name)}`}
        onClick={() => setOpen(!open)}
      >
        <Icon name="person" />
        <span className="bar-person">
          <Ruby>{name}</Ruby>
        </span>
      </button>
      {open && (
        <div className="bar-menu-body" data-testid="person-menu" role="group" aria-label={plain(words.people.you)}>
          <WhoAmI known={known} name={plain(name)} isDemonstration={isDemonstration} />
          {known.me?.permissions.includes('accounts:manage') && (
            <button
              type="button"
              className="menu-item"
              onClick={() => act(() => openPage('accounts'))}
              data-testid="open-accounts"
            >
              <strong>
                <Ruby>{words.people.accounts}</Ruby>
              </strong>
            </button>
          )}
          {known.me?.permissions.includes('feeds:write') && (
            <button
              type="button"
              className="menu-item"
              onClick={() => act(() => openPage('imports'))}
              data-testid="open-imports"
            >
              <strong>
                <Ruby>{words.people.imports}</Ruby>
              </strong>
            </button>
          )}
          {known.me?.permissions.includes('tablets:enrol') && (
            <button
              type="button"
              className="menu-item"
              onClick={() => act(() => openPage('tablets'))}
              data-testid="open-tablets"
            >
              <strong>
                <Ruby>{words.tablets.title}</Ruby>
              </strong>
              <span className="menu-note">
                <Ruby>{words.tablets.more}</Ruby>
              </span>
            </button>
          )}
          {known.me?.permissions.includes('subscriptions:use') && (
            <button
              type="button"
              className="menu-item"
              onClick={() => act(() => openPage('agency'))}
              data-testid="open-agency"
            >
              <strong>
                <Ruby>{words.people.agencyRoom}</Ruby>
              </strong>
              <span className="menu-note">
                <Ruby>{words.people.agencyRoomMore}</Ruby>
              </span>
            </button>
          )}
          {known.me?.permissions.includes('vault:audit') && (
            <button
              type="button"
              className="menu-item"
              onClick={() => act(() => openPage('audit'))}
              data-testid="open-audit"
            >
              <strong>
                <Ruby>{words.people.audit}</Ruby>
              </strong>
            </button>
          )}
          {known.me?.permissions.includes('vault:care') && (
            <a className="menu-item" href="/care/" data-testid="open-care">
              <strong>
                <Ruby>{words.people.care}</Ruby>
              </strong>
              <span className="menu-note">
                <Ruby>{words.people.careMore}</Ruby>
              </span>
            </a>
          )}
          {known.me?.permissions.includes('shelters:report') && (
            <a className="menu-item" href="/shelter/" data-testid="open-tablet">
              <strong>
                <Ruby>{words.people.tablet}</Ruby>
              </strong>
              <span className="menu-note">
                <Ruby>{words.people.tabletMore}</Ruby>
              </span>
            </a>
          )}
          {people.become && (
            <>
              <p className="bar-menu-title">
                <Ruby>{words.people.becomeOther}</Ruby>
              </p>
              <div className="person-choices">
                {DEMO_PEOPLE.map((client) => (
                  <button
                    key={client}
                    type="button"
                    className="menu-item"
                    data-testid={`become-${client}`}
                    aria-pressed={isDemonstration && viewer.client === client}
                    onClick={() => act(() => people.become?.(client))}
                  >
                    <Ruby>{words.people.roles[DEMO_CLIENTS[client]]}</Ruby>
                  </button>
                ))}
              </div>
            </>
          )}
          {viewer.kind === 'person' ? (
            <button type="button" className="menu-item" data-testid="sign-out" onClick={() => act(people.signOut)}>
              <strong>
                <Ruby>{words.people.signOut}</Ruby>
              </strong>
            </button>
          ) : (
            people.signIn && (
              <button type="button" className="menu-item" data-testid="sign-in" onClick={people.signIn}>
                <strong>
                  <Ruby>{words.people.signIn}</Ruby>
                </strong>
                <span className="menu-note">
                  <Ruby>{words.people.signInMore}</Ruby>
                </span>
              </button>
            )
          )}
        </div>
      )}
    </div>
  );
}

function WhoAmI({
  known,
  name,
  isDemonstration,
}: {
  known: KnownMe;
  name: string;
  isDemonstration: boolean;
}): ReactNode {
  const words = useWords();
  const { me } = known;
  const isMunicipality = (me?.jurisdiction?.length ?? 0) > 2;
  const places = usePlaceNames(isMunicipality ? tableOfCodes(words.language) : null);
  return (
    <div className="who-am-i">
      <p className="who-name">{isDemonstration ? <Ruby>{words.people.demonstration}</Ruby> : <Ruby>{name}</Ruby>}</p>
      <dl className="facts">
        <Fact name={words.people.role}>{known.role && <Ruby>{words.people.roles[known.role]}</Ruby>}</Fact>
        <Fact name={words.people.agency}>{me?.agency && <Ruby>{me.agency}</Ruby>}</Fact>
        <Fact name={words.people.jurisdiction}>
          {me && <Ruby>{jurisdictionText(me.jurisdiction, places, words)}</Ruby>}
        </Fact>
      </dl>
    </div>
  );
}
