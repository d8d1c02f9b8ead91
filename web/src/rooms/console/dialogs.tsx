import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from './icons.js';
import { lazyPart } from '../../lazy-part.js';

const AccessibilityPart = lazyPart(() => import('./accessibility-part.js'));

interface DialogProps {
  title: string;
  close: () => void;
  /** For tables. */
  wide?: boolean;
  children: ReactNode;
}

/** The browser's own modal: it keeps the focus inside and gives it back. */
export function Dialog({ title, close, wide = false, children }: DialogProps): ReactNode {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" data-wide={wide} onClose={close} aria-labelledby="dialog-title">
      <div className="detail-head">
        <h2 id="dialog-title">
          <Ruby>{title}</Ruby>
        </h2>
        <button type="button" className="icon-button" onClick={close} aria-label={plain(words.close)}>
          <Icon name="close" />
        </button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}

interface HelpProps {
  close: () => void;
  shortcuts: boolean;
  setShortcuts: (on: boolean) => void;
}

export function HelpDialog({ close, shortcuts, setShortcuts }: HelpProps): ReactNode {
  const words = useWords();
  const { help } = words;
  const [wantsAccess, setWantsAccess] = useState(false);
  const keys: [string[], string][] = [
    [['↑', '↓', 'Enter'], help.list],
    [['/'], help.focusFilter],
    [['S'], words.search.label],
    [['Esc'], help.closePanel],
    [['T'], help.table],
    [['A'], words.alarms.keys.focus],
    [['W'], words.alarms.keys.since],
    [['E'], words.alarms.keys.seen],
    [['Q'], words.silence.open],
    [['C'], words.rollups.open],
    [['N'], words.needs.open],
    [['P'], words.desk.open],
    [['J'], words.chronology.open],
    [['G'], words.orders.open],
    [['D'], words.drawings.open],
    [['F'], words.field.open],
    [['V'], words.presence.open],
    [['B'], words.past.keys.toggle],
    [['K'], words.past.keys.play],
    [[',', '.'], words.past.keys.step],
    [['O'], words.exports.open],
    [['H'], help.home],
    [['L'], help.legend],
    [['M'], help.mute],
    [['R'], help.toReal],
    [['X'], help.toDrill],
    [['?'], help.thisHelp],
  ];
  return (
    <Dialog title={help.title} close={close}>
      <h3>
        <Ruby>{help.about}</Ruby>
      </h3>
      <p>
        <Ruby>{help.aboutText}</Ruby>
      </p>
      <p>
        <Ruby>{words.legend.silence}</Ruby>
      </p>
      <h3>
        <Ruby>{help.keys}</Ruby>
      </h3>
      <table className="keys">
        <tbody>
          {keys.map(([names, text]) => (
            <tr key={text}>
              <th scope="row">
                {names.map((name) => (
                  <kbd key={name}>{name}</kbd>
                ))}
              </th>
              <td>
                <Ruby>{text}</Ruby>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="check">
        <input type="checkbox" checked={shortcuts} onChange={(event) => setShortcuts(event.target.checked)} />
        <span>
          <Ruby>{help.shortcutsOn}</Ruby>
        </span>
      </label>
      <h3>
        <button
          type="button"
          className="button"
          aria-expanded={wantsAccess}
          onClick={() => setWantsAccess(!wantsAccess)}
          data-testid="open-accessibility"
        >
          <Ruby>{help.accessibility}</Ruby>
        </button>
      </h3>
      <Suspense fallback={null}>{wantsAccess && <AccessibilityPart />}</Suspense>
    </Dialog>
  );
}
