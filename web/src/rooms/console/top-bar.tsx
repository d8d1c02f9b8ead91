import type { ReactNode } from 'react';
import type { LiveState } from '../../picture/live-state.js';
import { clockWithSeconds } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../words/words.js';
import type { SoundState } from '../../sound/alarm-sound.js';
import type { Theme } from '../../map/palette.js';
import { BrandMark, Icon } from './icons.js';

export interface Display {
  language: Language;
  setLanguage: (language: Language) => void;
  theme: Theme;
  setTheme: (theme: Theme) => void;
}

interface TopBarProps {
  live: LiveState;
  /** When the picture was last confirmed, on the hub's clock; null = never. */
  confirmedHubMs: number | null;
  display: Display;
  sound: SoundState;
  toggleSound: () => void;
  feedProblems: number;
  openFeeds: () => void;
  openHelp: () => void;
  /** The chip of a running drill in the real room, or nothing. */
  drillChip: ReactNode;
  /** Who is looking. */
  person: ReactNode;
  homeName: string;
  goHome: () => void;
}

export function TopBar(props: TopBarProps): ReactNode {
  const words = useWords();
  const { display, live } = props;
  return (
    <header className="top-bar" data-live={live.state} data-testid="top-bar">
      <div className="brand">
        <BrandMark />
        <span className="brand-name">
          <Ruby>{words.appName}</Ruby>
          {display.language !== 'en' && (
            <span className="brand-latin" lang="en">
              Hinomi
            </span>
          )}
        </span>
      </div>
      <button
        type="button"
        className="bar-button home-button"
        onClick={props.goHome}
        title={`${plain(words.top.goHome)} (H)`}
      >
        <Icon name="home" />
        <Ruby>{props.homeName}</Ruby>
      </button>
      <LivePill live={live} confirmedHubMs={props.confirmedHubMs} />
      <div className="bar-space" />
      {props.drillChip}
      <button
        type="button"
        className="bar-button"
        data-problem={props.feedProblems > 0}
        data-testid="feeds-button"
        onClick={props.openFeeds}
        aria-label={
          props.feedProblems > 0
            ? `${plain(words.feeds.button)}${words.separator}${plain(words.feeds.problems(props.feedProblems))}`
            : plain(words.feeds.button)
        }
      >
        <Icon name="sources" />
        <span className="bar-label">
          <Ruby>{words.feeds.button}</Ruby>
        </span>
        {props.feedProblems > 0 && <span className="bar-badge">{props.feedProblems}</span>}
      </button>
      <SoundButton sound={props.sound} toggle={props.toggleSound} />
      <label className="bar-select">
        <span className="visually-hidden">
          <Ruby>{words.top.language}</Ruby>
        </span>
        <select
          value={display.language}
          onChange={(event) => display.setLanguage(LANGUAGES.find((name) => name === event.target.value) ?? 'ja')}
          data-testid="language"
        >
          {LANGUAGES.map((language) => (
            <option key={language} value={language} lang={language === 'en' ? 'en' : 'ja'}>
              {LANGUAGE_NAMES[language]}
            </option>
          ))}
        </select>
      </label>
      <div id="presence-slot" className="presence-slot" />
      {props.person}
      <button
        type="button"
        className="bar-button bar-icon"
        onClick={() => display.setTheme(display.theme === 'light' ? 'dark' : 'light')}
        aria-label={`${plain(words.top.theme.label)}${words.colon}${plain(words.top.theme[display.theme])}`}
        title={plain(words.top.theme.label)}
      >
        <Icon name={display.theme === 'light' ? 'sun' : 'moon'} />
      </button>
      <button
        type="button"
        className="bar-button bar-icon"
        onClick={props.openHelp}
        aria-label={plain(words.top.help)}
        title={`${plain(words.top.help)} (?)`}
      >
        <Icon name="help" />
      </button>
    </header>
  );
}

function LivePill({ live, confirmedHubMs }: { live: LiveState; confirmedHubMs: number | null }): ReactNode {
  const words = useWords();
  if (live.state === 'not-live') {
    return (
      <p className="live-pill" data-testid="live-state" data-state="not-live">
        <Icon name="cut" />
        <strong>
          <Ruby>{words.live.notLive}</Ruby>
        </strong>
        {live.ageMs !== null && confirmedHubMs !== null && (
          <span>
            <Ruby>{words.live.notLiveSince(clockWithSeconds(confirmedHubMs), live.ageMs)}</Ruby>
          </span>
        )}
      </p>
    );
  }
  return (
    <p className="live-pill" data-testid="live-state" data-state={live.state}>
      <span className="live-dot" aria-hidden="true" />
      <strong>
        <Ruby>{live.state === 'live' ? words.live.live : words.live.starting}</Ruby>
      </strong>
      {live.state === 'live' && (
        <span className="live-age">
          <Ruby>{words.live.updated(live.ageMs)}</Ruby>
        </span>
      )}
    </p>
  );
}

/** What to do while the picture is old; it goes by itself. */
export function NotLiveNotice({ live }: { live: LiveState }): ReactNode {
  const words = useWords();
  if (live.state !== 'not-live') return null;
  return (
    <div className="not-live-notice" role="alert" data-testid="not-live">
      <Icon name="alert" />
      <p>
        {live.ageMs === null ? <Ruby>{words.live.neverLive}</Ruby> : <Ruby>{words.live.notLive}</Ruby>}
        {words.language === 'en' ? '. ' : '。'}
        <Ruby>{words.live.notLiveAdvice}</Ruby>
      </p>
    </div>
  );
}

function SoundButton({ sound, toggle }: { sound: SoundState; toggle: () => void }): ReactNode {
  const words = useWords();
  const label = sound === 'on' ? words.sound.mute : sound === 'muted' ? words.sound.unmute : words.sound.blocked;
  return (
    <button
      type="button"
      className="bar-button"
      data-sound={sound}
      data-testid="sound"
      onClick={toggle}
      aria-label={plain(label)}
      title={plain(label)}
    >
      <Icon name={sound === 'on' ? 'sound' : 'muted'} />
      <span className="bar-label">
        <Ruby>{sound === 'on' ? words.sound.on : words.sound.off}</Ruby>
      </span>
    </button>
  );
}

/** The session is over: the picture stays where it is, and says what helps. */
export function SessionEndedNotice({ signIn }: { signIn: (() => void) | null }): ReactNode {
  const words = useWords();
  return (
    <div className="not-live-notice session-ended" role="alert" data-testid="session-ended">
      <Icon name="person" />
      <p>
        <Ruby>{words.people.sessionEnded}</Ruby> <Ruby>{words.people.sessionEndedMore}</Ruby>
      </p>
      {signIn && (
        <button type="button" className="button" onClick={signIn}>
          <Ruby>{words.people.signInAgain}</Ruby>
        </button>
      )}
    </div>
  );
}
