import { lookup } from 'node:dns/promises';
import os from 'node:os';
import path from 'node:path';
import { isIP } from 'node:net';
import { toString as qrCode } from 'qrcode';
import { hostInUrl } from '@hinomi/access';
import { HubError } from '@hinomi/contracts';
import { ConfigError } from '@hinomi/service-kit';
import { readHubConfig, type HubConfig } from '../config.js';
import { renewCertificate, namesInFolder, type Renewed } from './renew-certificate.js';
import { requestedNames } from './requested-names.js';
import { tlsFolder, type TlsFolder } from './tls-folder.js';
import { trustOffer } from './trust/trust-offer.js';
import { trustServer } from './trust/trust-server.js';

/** Beside the hub's own, and free on most machines. */
const TRUST_PORT = 8090;
/** Long enough for a room of tablets; a forgotten terminal does not serve for ever. */
const SERVE_MINUTES = 60;

/** `npm run tls -- <host> [more names]`, and `-- --serve` to hand the authority to devices. */
async function main(args: readonly string[]): Promise<void> {
  const config = readHubConfig();
  const folder = tlsFolder(config.dataDir);
  const options = args.filter((arg) => arg.startsWith('--'));
  const typed = args.filter((arg) => !options.includes(arg));
  const unknown = options.find((option) => !['--new-authority', '--serve'].includes(option));
  if (unknown !== undefined) throw new HubError('tls.unusable', `“${unknown}” is no option of this command; ${USAGE}`);
  if (options.includes('--serve') && typed.length === 0) return serve(config, folder);
  const requested = requestedNames(typed);
  if (requested.outcome === 'refused') throw new HubError('tls.unusable', `${requested.because}.`);
  if (requested.names.length === 0 && namesInFolder(folder).length === 0) {
    throw new HubError('tls.unusable', `Say by which name others reach this machine; ${USAGE}\n${suggestions()}`);
  }
  const newAuthority = options.includes('--new-authority');
  const renewed = await renewCertificate(folder, { names: requested.names, newAuthority, now: Date.now() });
  say(await report(config, folder, renewed));
  if (options.includes('--serve')) await serve(config, folder);
}

const USAGE = 'npm run tls -- <name or IP address> [more of them] [--serve] [--new-authority]';

async function report(config: HubConfig, folder: TlsFolder, renewed: Renewed): Promise<string> {
  const [host = ''] = renewed.names;
  const page = `https://${hostInUrl(host)}:${config.port}/trust`;
  const lines = [
    `The certificate for ${renewed.names.join(', ')} is made; it is good until ${renewed.validTo.toISOString().slice(0, 10)}.`,
    'A hub that runs takes it within a minute.',
    '',
    `  certificate  ${folder.cert}`,
    `  key          ${folder.key}`,
    `  authority    ${folder.authority}`,
    `  its key      ${folder.authorityKey}  (keep it to yourself; it renews the certificate)`,
    '',
    ...(await unresolved(renewed.names)),
    'Start the hub / ハブの起動:',
    `  ${process.platform === 'win32' ? `set HINOMI_HOST=${host}&& npm start` : `HINOMI_HOST=${host} npm start`}`,
    '',
    ...(renewed.newAuthority
      ? [
          'Each device must trust the new authority once / 端末ごとに一度、認証局を登録します:',
          '  npm run tls -- --serve',
          '  Reads the QR code with the tablet’s camera; the page has the steps for Android, iPad, Windows, Mac and Linux.',
          '  タブレットのカメラで QR コードを読み取ると、Android・iPad・Windows・Mac・Linux の手順が開きます。',
          '',
        ]
      : ['Devices that trust the authority already need nothing / 登録済みの端末は何もする必要がありません。', '']),
    ...compare(renewed.fingerprint),
    '',
    `${page}`,
    await qrCode(page, { type: 'terminal', small: true }),
  ];
  return lines.join('\n');
}

function compare(fingerprint: string): string[] {
  return [
    'Compare this with what the device shows / 端末が表示する指紋とこれを見比べます (SHA-256):',
    `  ${fingerprint.slice(0, 47)}`,
    `  ${fingerprint.slice(48)}`,
  ];
}

/** A name nobody can look up opens nothing, whatever the certificate says. */
async function unresolved(names: readonly string[]): Promise<string[]> {
  const lost: string[] = [];
  for (const name of names) {
    if (isIP(name) === 0 && (await lookup(name).catch(() => null)) === null) lost.push(name);
  }
  if (lost.length === 0) return [];
  return [
    `Take care: this machine cannot look up ${lost.join(', ')}. Devices must be able to: enter it in the network’s name service`,
    `(or router), or make the certificate for an IP address. この名前はまだ引けません。ルーターか DNS に登録してください。`,
    suggestions(),
    '',
  ];
}

function suggestions(): string {
  const own = Object.values(os.networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
  const found = own.length === 0 ? 'none: it is not in a network now' : own.join(', ');
  return `Addresses of this machine: ${found}; its name: ${os.hostname()}.`;
}

/** Hands out the authority in plain HTTP until it is ended, for devices that cannot speak HTTPS with the hub yet. */
async function serve(config: HubConfig, folder: TlsFolder): Promise<void> {
  const certFile = config.tls?.cert ?? folder.cert;
  const offer = trustOffer(path.join(path.dirname(certFile), 'authority.pem'), certFile);
  if (offer === null) {
    throw new HubError('tls.unusable', `There is no authority to hand out yet: make one with ${USAGE}`);
  }
  const [host = 'localhost'] = offer.names;
  const pageUrl = `http://${hostInUrl(host)}:${TRUST_PORT}/trust`;
  const hubUrl = `https://${hostInUrl(host)}:${config.port}/`;
  const desk = { offer: () => offer, pageUrl: () => pageUrl, hubUrl: () => hubUrl };
  const server = trustServer(desk, (from) => say(`${from} took the authority’s certificate.`));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(TRUST_PORT, config.loopback ? '0.0.0.0' : config.bind, resolve);
  });
  setTimeout(() => process.exit(0), SERVE_MINUTES * 60_000);
  say(
    [
      `Open ${pageUrl} on the device (Ctrl-C ends this; it ends by itself after ${SERVE_MINUTES} minutes).`,
      `端末で ${pageUrl} を開いてください（Ctrl-C で終わります）。`,
      '',
      'This page is plain HTTP, and only the public half of the authority is served. Whether it arrived unchanged is for you to see:',
      ...compare(offer.sha256),
      `  Windows (SHA-1): ${offer.sha1}`,
      '',
      await qrCode(pageUrl, { type: 'terminal', small: true }),
    ].join('\n'),
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isWord = error instanceof HubError || error instanceof ConfigError;
  process.stderr.write(`${isWord ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
