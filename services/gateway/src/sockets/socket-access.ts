import { holderOf, type Holder, type Principal, type TokenVerifier } from '@hinomi/access';
import { HubError, millisOf, type ErrorCode, type Rewatch } from '@hinomi/contracts';
import { problemReply } from '@hinomi/service-kit';
import type { Namespace, Socket } from 'socket.io';

/** Node fires a longer timer at once; such a socket signs in again after 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Set before the connection is accepted, so every connected socket has it. */
export interface SignedIn {
  principal: Principal;
}

/** What a refused connection is told, as `connect_error.data`. */
interface Refusal {
  code: ErrorCode;
  message: string;
}

/** Whose token a socket came with; throws `access.…`. */
export function principalOfSocket(socket: Socket, verifier: TokenVerifier): Promise<Principal> {
  const { token } = socket.handshake.auth as { token?: unknown };
  return verifier.verify(typeof token === 'string' ? token : undefined);
}

/** Ends the socket when its token does; returns what calls that off. */
export function endWithToken(socket: Socket, { expiresAt }: Principal, nowMs: number): () => void {
  const expiry = setTimeout(() => endAccess(socket), Math.min(millisOf(expiresAt) - nowMs, LONGEST_TIMER_MS));
  expiry.unref();
  return () => clearTimeout(expiry);
}

/** Whoever's account was changed or disabled, at every socket they have open. */
export function sendAway(namespace: Namespace, changed: Holder): void {
  for (const socket of namespace.sockets.values()) {
    const { kind, subject } = holderOf((socket.data as SignedIn).principal);
    if (kind === changed.kind && subject === changed.subject) endAccess(socket);
  }
}

/** Socket.IO hands `data` of the error to the browser as `connect_error.data`. */
export function refuse(next: (error: Error) => void): (error: unknown) => void {
  return (error) => {
    const { code, detail } = problemReply(error).problem;
    const data: Refusal = { code, message: error instanceof HubError ? error.message : detail };
    next(Object.assign(new Error(code), { data }));
  };
}

/** The token of the socket counts no more; with a new one the same browser may come back (delta rule D7). */
function endAccess(socket: Socket): void {
  socket.emit('rewatch', { reason: 'access-changed' } satisfies Rewatch);
  socket.disconnect(true);
}
