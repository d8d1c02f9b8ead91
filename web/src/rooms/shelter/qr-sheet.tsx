import { useEffect, useRef, useState, type ReactNode } from 'react';
import { toString as qrCode } from 'qrcode';
import { reportCodes } from '../../offline/report-code.js';
import type { KeptReport } from '../../offline/queue-decisions.js';
import { plain } from '../../words/ruby-text.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { nowInstant } from './form-state.js';
import { Text } from './shelter-text.js';
import { ROOM_PATH } from './tablet-access.js';

/** What waits, shown to the camera of another device, one code after the other. */
export default function QrSheet({ open, close }: { open: readonly KeptReport[]; close: () => void }): ReactNode {
  const words = useShelterWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [{ codes, tooLong }] = useState(() => reportCodes(open, nowInstant(Date.now())));
  const [at, setAt] = useState(0);
  const [image, setImage] = useState<string | null>(null);
  const code = codes[at];
  const address = code === undefined ? null : `${window.location.origin}${ROOM_PATH}#report=${code}`;
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (address === null) return;
    let shown = true;
    void qrCode(address, { type: 'svg', margin: 4, errorCorrectionLevel: 'L' }).then((svg) => {
      if (shown) setImage(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
    });
    return () => {
      shown = false;
    };
  }, [address]);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="qr-title" onClose={close} data-testid="qr-out">
      <div className="sheet-head">
        <h2 id="qr-title">
          <Text>{words.qr.show}</Text>
        </h2>
        <button type="button" className="button" onClick={close} data-testid="close-qr">
          <Text>{words.close}</Text>
        </button>
      </div>
      <div className="dialog-body qr-out">
        <p>
          <Text>{words.qr.showMore}</Text>
        </p>
        {tooLong > 0 && (
          <p className="notice">
            <Text>{words.qr.tooLong(tooLong)}</Text>
          </p>
        )}
        {image !== null && address !== null && (
          <img src={image} alt={plain(words.qr.step(at + 1, codes.length))} data-testid="qr" data-address={address} />
        )}
        {codes.length > 1 && (
          <div className="sheet-buttons">
            <p role="status">
              <Text>{words.qr.step(at + 1, codes.length)}</Text>
            </p>
            <button
              type="button"
              className="button"
              data-testid="next-qr"
              onClick={() => setAt((at + 1) % codes.length)}
            >
              <Text>{words.qr.next}</Text>
            </button>
          </div>
        )}
      </div>
    </dialog>
  );
}
