import { toString as qrCode } from 'qrcode';
import { mobileconfig } from './mobileconfig.js';
import type { TrustOffer } from './trust-offer.js';
import { trustPage } from './trust-page.js';
import { TRUST_STYLE } from './trust-style.js';
import { deviceOf, languageOf } from './trust-words.js';

export interface TrustAnswer {
  type: string;
  body: string | Buffer;
  /** The name under which a browser keeps it. */
  download?: string;
}

export interface TrustQuestion {
  /** Path and query. */
  url: string;
  userAgent: string | undefined;
  acceptLanguage: string | undefined;
}

export interface TrustDesk {
  offer: () => TrustOffer | null;
  /** The address of the page, as its code carries it. */
  pageUrl: () => string;
  hubUrl: () => string;
}

/** Everything under `/trust`, for the hub and for the server that `npm run tls -- --serve` opens. Null: there is no such thing. */
export async function answerTrust(desk: TrustDesk, question: TrustQuestion): Promise<TrustAnswer | null> {
  const url = new URL(question.url, 'http://trust.invalid');
  const offer = desk.offer();
  switch (url.pathname) {
    case '/trust':
    case '/trust/': {
      const language = languageOf(url.searchParams.get('lang'), question.acceptLanguage);
      const device = deviceOf(question.userAgent);
      const page = trustPage({ offer, language, device, pageUrl: desk.pageUrl(), hubUrl: desk.hubUrl() });
      return { type: 'text/html; charset=utf-8', body: page };
    }
    case '/trust/trust.css':
      return { type: 'text/css; charset=utf-8', body: TRUST_STYLE };
    case '/trust/qr.svg':
      return { type: 'image/svg+xml', body: await qrCode(desk.pageUrl(), { type: 'svg', margin: 2 }) };
    case '/trust/hinomi-authority.crt':
      return offer && { type: 'application/x-x509-ca-cert', body: offer.der, download: 'hinomi-authority.crt' };
    case '/trust/hinomi-authority.mobileconfig':
      return (
        offer && {
          type: 'application/x-apple-aspen-config',
          body: mobileconfig(offer),
          download: 'hinomi-authority.mobileconfig',
        }
      );
    default:
      return null;
  }
}
