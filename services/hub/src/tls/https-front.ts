import type http from 'node:http';
import type { Server } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HubError } from '@hinomi/contracts';
import { logOf, Metrics } from '@hinomi/service-kit';
import type { HubConfig } from '../config.js';
import { strictTransport } from './hsts.js';
import { redirectPlainHttp, redirectServer } from './plain-http.js';
import { ServerCertificate } from './server-certificate.js';
import { authorityBeside } from './tls-folder.js';
import { trustOffer } from './trust/trust-offer.js';
import { serveTrust } from './trust/trust-routes.js';

type Settings = Pick<HubConfig, 'host' | 'bind' | 'httpRedirectPort'> & { files: { cert: string; key: string } };

/** HTTPS around the web server: its certificate, the way in for plain HTTP, the page that leads devices to trust it. */
export class HttpsFront {
  private readonly certificate: ServerCertificate;
  private readonly ends: (() => void)[] = [];

  private constructor(private readonly settings: Settings) {
    const { files, host } = settings;
    const log = logOf('hub');
    this.certificate = new ServerCertificate({ files, host, now: () => Date.now(), warn: (words) => log.warn(words) });
    this.ends.push(() => this.certificate.stop());
  }

  /** Null where the hub speaks plain HTTP. Throws one sentence when no browser could accept the certificate. */
  static open(config: HubConfig): HttpsFront | null {
    return config.tls === null ? null : new HttpsFront({ ...config, files: config.tls });
  }

  /** For the web server's adapter. */
  get options(): SecureContextOptions {
    return this.certificate.options();
  }

  /** Call before it listens. */
  attach(app: NestFastifyApplication, baseUrl: () => string): void {
    const server = app.getHttpServer() as unknown as Server;
    const { files, host } = this.settings;
    this.certificate.follow(server);
    this.ends.push(redirectPlainHttp(server, baseUrl));
    app.get(Metrics).collect(() => [
      {
        name: 'tls_certificate_expires_seconds',
        help: 'When the certificate in use expires, in seconds since 1970.',
        type: 'gauge',
        samples: [{ value: Math.floor(this.certificate.facts.validTo / 1000) }],
      },
      {
        name: 'tls_certificate_warnings',
        help: 'What is the matter with the certificate or its files just now; the log has the words.',
        type: 'gauge',
        samples: [{ value: this.certificate.notes.length }],
      },
    ]);
    const header = strictTransport(host);
    const fastify = app.getHttpAdapter().getInstance();
    if (header !== null) {
      fastify.addHook('onRequest', async (_request, reply) => void reply.header('strict-transport-security', header));
    }
    const offer = () => trustOffer(authorityBeside(files.cert), files.cert);
    serveTrust(app, { offer, pageUrl: () => `${baseUrl()}/trust`, hubUrl: () => `${baseUrl()}/` });
    this.redirectFrom(app, baseUrl);
  }

  /** Ends who is on the way in, so that the web server can close. */
  stop(): void {
    for (const end of this.ends.splice(0)) end();
  }

  /** A second door for people who type the bare name; off unless asked for. */
  private redirectFrom(app: NestFastifyApplication, baseUrl: () => string): void {
    const { httpRedirectPort: port, bind } = this.settings;
    if (port === 0) return;
    const door: http.Server = redirectServer(baseUrl);
    this.ends.push(() => {
      door.close();
      door.closeAllConnections();
    });
    app.getHttpServer().once('listening', () => {
      door.once('error', (cause) => {
        const remedy = 'choose another one in HINOMI_HTTP_REDIRECT_PORT, or 0 for none';
        logOf('hub').error(
          new HubError('request.invalid', `Port ${port} cannot be used: ${remedy}.`, { cause }).message,
        );
      });
      door.listen(port, bind);
    });
  }
}
