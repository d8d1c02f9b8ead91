/** A container's health check: ends with 0 when the process in it is of use. */
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';

const port = process.env.HINOMI_PORT || '8080';
const isSecure = Boolean(process.env.HINOMI_TLS_CERT);
// It asks itself, over loopback: there is nobody in between whom a certificate would keep out.
const options = { host: '127.0.0.1', port, path: '/readyz', timeout: 2_500, rejectUnauthorized: false };

(isSecure ? getSecure : getPlain)(options, (reply) => process.exit(reply.statusCode === 200 ? 0 : 1))
  .on('error', () => process.exit(1))
  .on('timeout', () => process.exit(1));
