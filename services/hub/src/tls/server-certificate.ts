import type { Server } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { HubError } from '@hinomi/contracts';
import { judgeCertificate, type CertificateFacts, type CertificateInHand } from './judge-certificate.js';
import { readIfThere } from './tls-folder.js';

/** A renewed certificate is in use soon after its files are there. */
const LOOK_AGAIN_MS = 10_000;

/** TLS 1.2 with forward secrecy and authenticated encryption, or 1.3: every tablet since 2014, and nothing that needs care. */
const PROTOCOL: SecureContextOptions = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
};

export interface ServerCertificateSettings {
  files: { cert: string; key: string };
  host: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** One sentence for whoever looks after the hub; each is said once. */
  warn: (sentence: string) => void;
  lookAgainMs?: number;
}

/** The certificate in use. It follows its files without a restart; a faulty new pair is left alone, and said. */
export class ServerCertificate {
  private warnings: readonly string[] = [];
  private server: Server | null = null;
  private timer: NodeJS.Timeout | null = null;
  private seen: string;
  private inUse: { cert: string; key: string };
  private current: CertificateFacts;

  /** Throws one sentence that says what to do when no browser could accept it. */
  constructor(private readonly settings: ServerCertificateSettings) {
    const { files, host } = settings;
    const [cert, key] = [this.read(files.cert), this.read(files.key)];
    if (cert === null || key === null) {
      const missing = cert === null ? files.cert : files.key;
      throw this.refusal(`${host} can be reached by others, so the hub speaks HTTPS only, and ${missing} is not there`);
    }
    const judged = judgeCertificate(this.inHand(cert, key));
    if (judged.outcome === 'unusable') throw this.refusal(judged.because);
    this.inUse = { cert, key };
    this.seen = cert + key;
    this.current = judged.facts;
    this.say(judged.warnings);
  }

  get facts(): CertificateFacts {
    return this.current;
  }

  /** What is the matter with it just now. */
  get notes(): readonly string[] {
    return this.warnings;
  }

  /** For the HTTPS server. */
  options(): SecureContextOptions {
    return { ...PROTOCOL, ...this.inUse };
  }

  /** From now on the server follows the files. */
  follow(server: Server): void {
    this.server = server;
    this.timer = setInterval(() => this.look(), this.settings.lookAgainMs ?? LOOK_AGAIN_MS);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** Takes a new pair if it is good; connections that stand are left alone. */
  look(): void {
    const { files } = this.settings;
    const found = this.pairInFiles();
    if (found === null)
      return this.say([`${files.cert} or ${files.key} cannot be read any more; the hub goes on with what it had`]);
    const judged = judgeCertificate({ ...this.inHand(found.cert, found.key), running: true });
    if (judged.outcome === 'unusable') return this.say([`The new certificate is not used: ${judged.because}`]);
    if (found.cert + found.key !== this.seen) {
      this.inUse = found;
      this.seen = found.cert + found.key;
      this.server?.setSecureContext(this.options());
    }
    this.current = judged.facts;
    this.say(judged.warnings);
  }

  /** Null while they are being written, too. */
  private pairInFiles(): { cert: string; key: string } | null {
    try {
      const [cert, key] = [readIfThere(this.settings.files.cert), readIfThere(this.settings.files.key)];
      return cert === null || key === null ? null : { cert, key };
    } catch {
      return null;
    }
  }

  private read(file: string): string | null {
    try {
      return readIfThere(file);
    } catch (cause) {
      throw this.refusal(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code})`, cause);
    }
  }

  private inHand(cert: string, key: string): CertificateInHand {
    const { files, host, now } = this.settings;
    return { files, cert, key, host, now: now() };
  }

  private say(warnings: readonly string[]): void {
    const fresh = warnings.filter((warning) => !this.warnings.includes(warning));
    this.warnings = warnings;
    for (const warning of fresh) this.settings.warn(`${warning}: renew it with npm run tls -- ${this.settings.host}.`);
  }

  private refusal(because: string, cause?: unknown): HubError {
    const remedy = `make one with npm run tls -- ${this.settings.host}, or name yours in HINOMI_TLS_CERT and HINOMI_TLS_KEY`;
    return new HubError('tls.unusable', `${because}: ${remedy}.`, { cause });
  }
}
