import { Allow, AttemptLimit, Policies, Standing, TokenVerifier, type Principal } from '@hinomi/access';
import {
  contentDigest,
  HubError,
  PRESENCE_NAMESPACE,
  PresenceHello,
  PresenceReport,
  readAsked,
  type PresenceChange,
  type PresenceFollowers,
  type PresenceId,
  type PresenceList,
  type PresenceReply,
} from '@hinomi/contracts';
import { problemReply } from '@hinomi/service-kit';
import { Inject, Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  Ack,
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { isBufferFull } from '../picture/socket-member.js';
import { endWithToken, principalOfSocket, refuse, sendAway, type SignedIn } from '../sockets/socket-access.js';
import { PresenceBoard } from './presence-board.js';
import type { PresenceBatch } from './presence-batch.js';

/** A console speaks once a second at most; what comes together after a pause is for free. */
const PER_CONSOLE = { free: 10, secondsPerAttempt: 0.5 };

interface ToBrowser {
  present: (list: PresenceList) => void;
  moved: (change: PresenceChange) => void;
  followers: (followers: PresenceFollowers) => void;
}
type PresenceSocket = Socket<Record<string, never>, ToBrowser, object, SignedIn & { id: PresenceId }>;

/** A console that spoke: only from then on it hears of others, so nobody looks on unseen. */
interface Seat {
  socket: PresenceSocket;
  /** It did not keep up: it is told of everybody anew. */
  behind: boolean;
}

/** Who is at headquarters' consoles over Socket.IO: carries values between sockets and the board. Nothing of it is kept. */
@WebSocketGateway({ namespace: PRESENCE_NAMESPACE })
export class PresenceGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<PresenceSocket>, OnGatewayDisconnect, OnModuleDestroy
{
  private readonly logger = new Logger(PresenceGateway.name);
  private readonly seats = new Map<PresenceId, Seat>();
  private readonly stops = new Map<string, () => void>();
  private readonly limit: AttemptLimit;
  private namespace: Namespace | undefined;
  private stopHearing: (() => void) | undefined;

  constructor(
    @Inject(PresenceBoard) private readonly board: PresenceBoard,
    @Inject(TokenVerifier) private readonly verifier: TokenVerifier,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(Standing) private readonly standing: Standing,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {
    this.limit = new AttemptLimit(PER_CONSOLE, settings.steadyNow);
  }

  afterInit(namespace: Namespace): void {
    this.namespace = namespace;
    namespace.use((socket, next) => void this.signIn(socket as PresenceSocket).then(() => next(), refuse(next)));
    this.board.tellThrough((batch) => this.tell(batch));
    this.stopHearing = this.standing.onChange((holder) => sendAway(namespace, holder));
  }

  onModuleDestroy(): void {
    this.stopHearing?.();
    for (const stop of this.stops.values()) stop();
  }

  handleConnection(socket: PresenceSocket): void {
    this.stops.set(socket.id, endWithToken(socket, socket.data.principal, this.now()));
  }

  handleDisconnect(socket: PresenceSocket): void {
    this.stops.get(socket.id)?.();
    this.stops.delete(socket.id);
    const { id } = socket.data;
    // The same window may be back on another line before the hub knows that the old one is dead.
    if (this.seats.get(id)?.socket !== socket) return;
    this.seats.delete(id);
    this.board.gone(id);
  }

  @SubscribeMessage('here')
  @Allow('presence:share')
  here(
    @ConnectedSocket() socket: PresenceSocket,
    @MessageBody() body: unknown,
    @Ack() reply: ((answer: PresenceReply) => void) | undefined,
  ): void {
    try {
      const following = this.take(socket, body);
      reply?.({ outcome: 'here', following });
    } catch (error) {
      if (!(error instanceof HubError)) this.logger.error(error instanceof Error ? error.stack : error);
      const { code, detail } = problemReply(error).problem;
      const pointer = error instanceof HubError ? error.place?.path : undefined;
      reply?.({ outcome: 'refused', code, message: detail, ...(pointer !== undefined && { pointer }) });
    }
  }

  private take(socket: PresenceSocket, body: unknown): PresenceId | null {
    const { id, principal } = socket.data;
    if (this.limit.secondsToWait(id) > 0)
      throw new HubError('request.too-many', 'A console tells its view once a second.', { retryable: true });
    this.limit.note(id);
    const report = readAsked(PresenceReport, body, 'The view cannot be read.');
    const entry = this.board.here(id, principal, report);
    if (entry === null) throw new HubError('request.too-many', 'There are too many consoles.', { retryable: true });
    if (this.seats.get(id)?.socket !== socket) this.sitDown(socket, id, principal);
    return entry.following;
  }

  private sitDown(socket: PresenceSocket, id: PresenceId, principal: Principal): void {
    const old = this.seats.get(id)?.socket;
    this.seats.set(id, { socket, behind: false });
    old?.disconnect(true);
    void socket.join(principal.attributesHash);
    socket.emit('present', { you: id, present: this.board.seenBy(principal, id) });
    socket.emit('followers', { followers: this.board.followersOf(id) });
  }

  /** Each change is encoded once for all who see the same. */
  private tell(batch: PresenceBatch): void {
    const rooms = new Map<string, { principal: Principal; slow: string[] }>();
    for (const [id, seat] of this.seats) {
      const { principal } = seat.socket.data;
      const room = rooms.get(principal.attributesHash) ?? { principal, slow: [] };
      rooms.set(principal.attributesHash, room);
      if (isBufferFull(seat.socket)) {
        seat.behind = true;
        room.slow.push(seat.socket.id);
      } else if (seat.behind) {
        seat.behind = false;
        room.slow.push(seat.socket.id);
        seat.socket.emit('present', { you: id, present: this.board.seenBy(principal, id) });
        seat.socket.emit('followers', { followers: this.board.followersOf(id) });
      }
    }
    for (const [room, { principal, slow }] of rooms) {
      const change = batch.seenBy(this.board.sees(principal), this.board.find);
      if (change !== null) this.namespace?.to(room).except(slow).emit('moved', change);
    }
    for (const id of batch.followedIds) {
      const seat = this.seats.get(id);
      if (seat !== undefined && !seat.behind) seat.socket.emit('followers', { followers: this.board.followersOf(id) });
    }
  }

  private async signIn(socket: PresenceSocket): Promise<void> {
    const principal = await principalOfSocket(socket, this.verifier);
    if (!this.policies.permits(principal, 'presence:share'))
      throw new HubError('access.denied', `The role ${principal.role} does not have presence:share.`);
    const { console } = readAsked(PresenceHello, socket.handshake.auth, 'The console has no name.');
    const { subject, clientId } = principal;
    const id = contentDigest({ subject, clientId, console }) as PresenceId;
    Object.assign(socket.data, { principal, id });
  }

  private now(): number {
    return (this.settings.now ?? Date.now)();
  }
}
