import { Allow, Policies, Standing, TokenVerifier } from '@hinomi/access';
import {
  HEARTBEAT_MS,
  HubError,
  instantFromMillis,
  PICTURE_NAMESPACE,
  type Heartbeat,
  type WatchReply,
} from '@hinomi/contracts';
import { problemReply, QueueLevel, type QueueState } from '@hinomi/service-kit';
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
import { endWithToken, principalOfSocket, refuse, sendAway, type SignedIn } from '../sockets/socket-access.js';
import { DeltaJournal } from './delta-journal.js';
import { PictureTraffic } from './picture-traffic.js';
import { Pictures } from './pictures.js';
import { SocketMember } from './socket-member.js';
import { WatchDesk } from './watch-desk.js';

type PictureSocket = Socket<Record<string, never>, Record<string, (payload: unknown) => void>, object, SignedIn>;

/** Ten times what one process was measured with; beyond it another gateway is to be started. */
const MOST_SOCKETS = 10_000;

/** The picture over Socket.IO (delta rules D1-D9): carries values between sockets and the desk, decides nothing. */
@WebSocketGateway({ namespace: PICTURE_NAMESPACE })
export class PictureGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<PictureSocket>, OnGatewayDisconnect, OnModuleDestroy
{
  private readonly logger = new Logger(PictureGateway.name);
  private readonly desk: WatchDesk;
  private readonly stops = new Map<string, () => void>();
  private readonly watching: QueueLevel;
  private heartbeat: NodeJS.Timeout | undefined;
  private stopHearing: (() => void) | undefined;

  constructor(
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(TokenVerifier) private readonly verifier: TokenVerifier,
    @Inject(Policies) policies: Policies,
    @Inject(Standing) private readonly standing: Standing,
    @Inject(PictureTraffic) private readonly traffic: PictureTraffic,
    @Inject(DeltaJournal) private readonly journal: DeltaJournal,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {
    this.watching = new QueueLevel('sockets.open', settings.mostSockets ?? MOST_SOCKETS);
    this.desk = new WatchDesk((exercise) => pictures.of(exercise ? 'drill' : 'real'), policies);
  }

  get socketCount(): number {
    return this.desk.size;
  }

  get queues(): QueueState[] {
    this.watching.set(this.desk.size);
    return [this.watching.state, ...this.pictures.all.map(({ audiences }) => audiences.held.state)];
  }

  afterInit(namespace: Namespace): void {
    namespace.use((socket, next) => void this.signIn(socket).then(() => next(), refuse(next)));
    this.pictures.sendThrough((audienceKey, { event, payload }, except) => {
      if (event === 'delta') {
        this.traffic.deltas++;
        this.journal.sent(audienceKey, payload);
      }
      namespace
        .to(audienceKey)
        .except([...except])
        .emit(event, payload);
    });
    this.stopHearing = this.standing.onChange((holder) => sendAway(namespace, holder));
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.heartbeat);
    this.stopHearing?.();
    for (const stop of this.stops.values()) stop();
  }

  handleConnection(socket: PictureSocket): void {
    const { principal } = socket.data;
    this.desk.open(new SocketMember(socket), principal);
    const onDrain = (): void => this.desk.drained(socket.id);
    socket.conn.on('drain', onDrain);
    const stopExpiry = endWithToken(socket, principal, this.now());
    this.stops.set(socket.id, () => {
      stopExpiry();
      socket.conn.off('drain', onDrain);
    });
  }

  handleDisconnect(socket: PictureSocket): void {
    this.stops.get(socket.id)?.();
    this.stops.delete(socket.id);
    this.desk.close(socket.id);
  }

  @SubscribeMessage('watch')
  @Allow('picture:read')
  async watch(
    @ConnectedSocket() socket: PictureSocket,
    @MessageBody() body: unknown,
    @Ack() reply: ((answer: WatchReply) => void) | undefined,
  ): Promise<void> {
    try {
      await this.desk.watch(socket.id, body, (answer) => {
        reply?.(answer);
        if (answer.outcome === 'watching') socket.emit('heartbeat', { cursor: answer.delta.cursor, ...this.pulse() });
      });
    } catch (error) {
      this.logger.error(error instanceof Error ? error.stack : error);
      const { code, detail } = problemReply(error).problem;
      reply?.({ outcome: 'refused', code, message: detail });
    }
  }

  private async signIn(socket: Socket): Promise<void> {
    try {
      (socket as PictureSocket).data.principal = await principalOfSocket(socket, this.verifier);
      this.watching.set(this.desk.size);
      if (!this.watching.fits(1)) throw this.tooMany();
    } catch (error) {
      this.traffic.refusedSockets++;
      throw error;
    }
  }

  private tooMany(): HubError {
    this.watching.noteFull();
    return new HubError('request.too-many', 'No more consoles can be served here: try again.', { retryable: true });
  }

  private beat(): void {
    const pulse = this.pulse();
    for (const { audiences } of this.pictures.all) audiences.beat(pulse);
  }

  private pulse(): Omit<Heartbeat, 'cursor'> {
    return {
      at: instantFromMillis(this.now()),
      lastReportAt: this.settings.lastReportAt?.() ?? null,
      lastRealAlertAt: this.pictures.of('real').lastAlertAt,
      basemap: this.settings.status().basemap,
    };
  }

  private now(): number {
    return (this.settings.now ?? Date.now)();
  }
}
