import { connect as connectTcp } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { MqttClient, type IClientOptions, type IPublishPacket, type Packet } from 'mqtt';
import { connectionTo } from '../poll/allowed-address.js';
import type { MqttSource } from '../sources/source.js';

/** A message as the broker handed it on. */
export interface BrokerMessage {
  topic: string;
  payload: Uint8Array;
  /** Tells the broker that it may forget the message; nothing for one of QoS 0, or of a connection that is gone. */
  acknowledge: () => void;
}

export interface BrokerConnectionParts {
  source: MqttSource;
  /** Takes a message; calls `next` when it has room for another. */
  onMessage: (message: BrokerMessage, next: () => void) => void;
  /** Connected, and every topic is granted. */
  onSubscribed: () => void;
  onTrouble: (why: string) => void;
  reconnectMs: number;
}

const GOODBYE_MS = 1_000;

const PORTS = { 'mqtt:': 1883, 'mqtts:': 8883 } as const;

/**
 * One connection to a broker, which is made again whenever it is lost. A message of QoS 1 is acknowledged by whoever took it, in its
 * own time: the broker keeps it until then, also over a restart of the hub, whose session has a name.
 */
export class BrokerConnection {
  private readonly client: MqttClient;
  private readonly acknowledge: (messageId: number) => void;
  /** Goes up with every connection: an acknowledgement belongs to the one its message came by. */
  private connections = 0;

  constructor(private readonly parts: BrokerConnectionParts) {
    const { source, reconnectMs } = parts;
    const options: IClientOptions = {
      clientId: source.clientId ?? `hinomi-${source.id}`,
      // With QoS 0 there is nothing to keep for a hub that is away.
      clean: source.qos === 0,
      reconnectPeriod: reconnectMs,
      reconnectOnConnackError: true,
      resubscribe: false,
      queueQoSZero: false,
      protocolVersion: 4,
      ...(source.access?.way === 'password' && {
        username: source.access.user,
        password: source.access.password.reveal(),
      }),
      manualConnect: true,
    };
    this.client = new MqttClient(() => this.open(), options);
    this.acknowledge = takeAcknowledgements(this.client);
    this.client.handleMessage = (packet, callback) => this.take(packet as IPublishPacket, () => callback());
    this.client.on('connect', () => this.subscribe());
    this.client.on('close', () => (this.connections += 1));
    this.client.on('error', (error) => parts.onTrouble(error.message));
  }

  start(): void {
    this.client.connect();
  }

  async stop(): Promise<void> {
    // An end in the middle of a connection attempt is otherwise followed by the next attempt.
    this.client.options.reconnectPeriod = 0;
    // What was acknowledged last still goes out, unless the broker does not take it.
    const cut = setTimeout(() => this.client.stream.destroy(), GOODBYE_MS);
    await this.client.endAsync(!this.client.connected);
    clearTimeout(cut);
  }

  /** The rule of what a hub may connect to holds for brokers too, at every connection. */
  private open(): Duplex {
    const url = new URL(this.parts.source.url);
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = Number(url.port) || PORTS[url.protocol as keyof typeof PORTS];
    let socket: Duplex;
    try {
      const allowed = connectionTo(url.hostname, { privateAddresses: this.parts.source.privateAddresses ?? false });
      const to = { host, port, ...allowed };
      socket = url.protocol === 'mqtts:' ? connectTls({ ...to, servername: host }) : connectTcp(to);
    } catch (error) {
      // The client knows no connection that fails before it began.
      socket = new Duplex({ read: () => undefined, write: (_bytes, _encoding, done) => done(error as Error) });
    }
    // The client tells only of errors that carry a code.
    socket.on('error', (error) => this.parts.onTrouble(error.message));
    return socket;
  }

  private subscribe(): void {
    const { source, onSubscribed, onTrouble } = this.parts;
    this.client.subscribe(source.topics, { qos: source.qos }, (error, granted = []) => {
      const refused = granted.find(({ qos }) => (qos as number) === 128);
      if (error) onTrouble(error.message);
      else if (refused) onTrouble(`the broker does not grant ${refused.topic}`);
      else onSubscribed();
    });
  }

  private take(packet: IPublishPacket, next: () => void): void {
    const { topic, payload, qos, messageId } = packet;
    const connection = this.connections;
    const acknowledge = (): void => {
      if (qos === 0 || messageId === undefined || connection !== this.connections || !this.client.connected) return;
      this.acknowledge(messageId);
    };
    this.parts.onMessage({ topic, payload: Buffer.from(payload), acknowledge }, next);
  }
}

type Send = (packet: Packet, sent?: () => void, ...more: unknown[]) => void;

/**
 * Keeps the client from acknowledging by itself, and gives the means to do so.
 * @NOTE `mqtt` reads the next message only after the PUBACK of the last is written: whoever held that back, as its `handleMessage`
 * offers, would have batches of one. There is no public way between, so its one function that sends is wrapped; the spec
 * holds it to a real broker.
 */
function takeAcknowledgements(client: MqttClient): (messageId: number) => void {
  const inner = client as unknown as { _sendPacket: Send };
  const send = inner._sendPacket.bind(client);
  inner._sendPacket = (packet, sent, ...more) => {
    if (packet.cmd === 'puback') sent?.();
    else send(packet, sent, ...more);
  };
  return (messageId) => send({ cmd: 'puback', messageId, reasonCode: 0 });
}
