import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { toString as qrCode } from 'qrcode';
import type { FeatureId, TabletReply } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { ShelterPicker } from '../accounts/shelter-picker.js';
import { Dialog } from '../console/dialogs.js';

interface TabletFormProps {
  api: HubApi;
  problem: string | null;
  close: () => void;
  save: (name: string, shelters: readonly FeatureId[]) => void;
}

export function TabletForm({ api, problem, close, save }: TabletFormProps): ReactNode {
  const words = useWords();
  const text = words.tablets;
  const [chosen, setChosen] = useState<readonly FeatureId[]>([]);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    save(String(new FormData(event.currentTarget).get('name') ?? '').trim(), chosen);
  };
  return (
    <Dialog title={text.add} close={close}>
      <form className="account-form" onSubmit={submit} autoComplete="off">
        <label className="field">
          <span className="field-label">
            <Ruby>{text.name}</Ruby>
          </span>
          <input name="name" required maxLength={100} data-testid="tablet-name" />
        </label>
        <ShelterPicker api={api} chosen={chosen} choose={setChosen} />
        {problem !== null && <Problem text={problem} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={close}>
            <Ruby>{words.cancel}</Ruby>
          </button>
          <button type="submit" className="button button-accent" disabled={chosen.length === 0} data-testid="make-code">
            <Ruby>{text.makeCode}</Ruby>
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The one time that a code is seen. */
export function CodeDialog({ reply, close }: { reply: Required<TabletReply>; close: () => void }): ReactNode {
  const words = useWords();
  const text = words.tablets;
  const { tablet, code } = reply;
  const address = `${window.location.origin}/shelter/#enrol=${code}`;
  const [image, setImage] = useState<string | null>(null);
  useEffect(() => {
    let open = true;
    void qrCode(address, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' }).then((svg) => {
      if (open) setImage(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
    });
    return () => {
      open = false;
    };
  }, [address]);
  return (
    <Dialog title={text.codeTitle(tablet.name)} close={close}>
      <p>
        <Ruby>{text.codeMore}</Ruby>
      </p>
      <div className="code-parts">
        {image !== null && (
          <img
            className="code-qr"
            src={image}
            alt={plain(text.qrOf(tablet.name))}
            data-testid="code-qr"
            data-address={address}
          />
        )}
        <dl className="facts secret-facts">
          <div className="fact">
            <dt>
              <Ruby>{text.code}</Ruby>
            </dt>
            <dd>
              <code className="secret" data-testid="code">
                {code}
              </code>
            </dd>
          </div>
          <div className="fact">
            <dt>
              <Ruby>{text.codeEnds}</Ruby>
            </dt>
            <dd>{clock(tablet.codeEndsAt, words.language, Date.now())}</dd>
          </div>
        </dl>
      </div>
      <p className="detail-warning">
        <Ruby>{words.accounts.secretOnce}</Ruby>
      </p>
      <div className="dialog-actions">
        <button type="button" className="button button-accent" onClick={close} data-testid="code-done">
          <Ruby>{text.codeDone}</Ruby>
        </button>
      </div>
    </Dialog>
  );
}
