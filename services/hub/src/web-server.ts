import { problemReply, sendProblem, type HttpReply } from '@hinomi/service-kit';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { HubConfig } from './config.js';
import { trustedProxyOf } from './tls/host-check-of.js';
import type { HttpsFront } from './tls/https-front.js';

/** A feature id in a path, percent-encoded; Fastify's own limit is 100. */
const LONGEST_ID = 2048;

/** The web server that the application stands on. */
export function webServer(config: Pick<HubConfig, 'host' | 'tls' | 'loopback'>, front: HttpsFront | null) {
  return new FastifyAdapter({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: LONGEST_ID },
    trustProxy: trustedProxyOf(config),
    // What the server refuses before any of our code runs; its own words would quote the address.
    frameworkErrors: (error: Error, _request: unknown, reply: HttpReply) => sendProblem(reply, problemReply(error)),
    ...(front && { https: front.options }),
  });
}
