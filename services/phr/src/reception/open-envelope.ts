import { envelopeBinding, HubError, RECEPTION_INFO, ReceptionForm, type SealedEnvelope } from '@hinomi/contracts';
import type { RealmVault } from '../vault/realm-vault.js';
import { HPKE, type HpkePair } from './hpke-suite.js';
import { keyPairOf } from './reception-keys.js';

/** What an envelope held. */
export interface OpenedForm {
  form: ReceptionForm;
  /** The document itself, as its format's parser reads it. */
  bytes: Buffer;
}

/**
 * `envelope.key-unknown`; `envelope.unreadable` for one that was sealed to another key, changed on its way, or bound to another
 * shelter, request, device, author or time than it says; `envelope.invalid` where what is inside is no form. Errors tell no content.
 */
export async function openEnvelope(vault: RealmVault, envelope: SealedEnvelope): Promise<OpenedForm> {
  const pair = await keyPairOf(vault, envelope.keyId);
  if (pair === null) {
    throw new HubError('envelope.key-unknown', 'The vault does not have the key that this was sealed to.', {
      place: { path: '/keyId' },
    });
  }
  const plain = await open(pair, envelope);
  try {
    return formOf(plain);
  } finally {
    plain.fill(0);
  }
}

async function open(pair: HpkePair, envelope: SealedEnvelope): Promise<Uint8Array> {
  const enc = Buffer.from(envelope.enc, 'base64url');
  const data = Buffer.from(envelope.data, 'base64url');
  const bound = { info: utf8(RECEPTION_INFO), aad: utf8(envelopeBinding(envelope)) };
  try {
    return await HPKE.Open(pair, enc, data, bound);
  } catch {
    // Why it does not open is nothing that whoever sent it should learn.
    throw new HubError('envelope.unreadable', 'The envelope does not open: it is not what a device sealed for here.', {
      place: { path: '/data' },
    });
  }
}

function formOf(plain: Uint8Array): OpenedForm {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    // The parser's own words quote what it reads.
    throw invalid('');
  }
  const read = ReceptionForm.safeParse(value);
  if (!read.success) throw invalid(`/${(read.error.issues[0]?.path ?? []).map(String).join('/')}`);
  const { document } = read.data;
  const bytes = 'text' in document ? Buffer.from(document.text, 'utf8') : Buffer.from(document.base64, 'base64');
  return { form: read.data, bytes };
}

/** Only a place that the form has: the path of what is in it too much would be a word of the sender. */
function invalid(path: string): HubError {
  const known = /^\/(?:legalGround|consentText|format|document(?:\/(?:text|base64))?)$/.test(path) ? path : '';
  return new HubError('envelope.invalid', 'What was sealed is not a form with its ground.', { place: { path: known } });
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
