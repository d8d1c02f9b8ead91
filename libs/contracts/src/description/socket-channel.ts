import { BATCH_MS, HEARTBEAT_MS, IMMEDIATE_SEVERITY, PICTURE_NAMESPACE } from '../picture/picture-delta.v1.js';
import { channelMessageRef, channelRef, message, messageRef, type Parts } from './async-api-parts.js';

const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, messageRef(name)]));

/** The picture by Socket.IO, as browsers hear it; the rules D1 to D11 stand in docs/picture-delta.md. */
export function socketParts(): Parts {
  const channel = 'picture-socket';
  const says = (name: string, summary: string) => ({
    ...{ action: 'send', channel: channelRef(channel), messages: [channelMessageRef(channel, name)], summary },
  });
  return {
    channels: {
      [channel]: {
        address: PICTURE_NAMESPACE,
        title: 'The picture as it changes',
        summary:
          'A Socket.IO 4 namespace; the token goes as `auth.token` of the handshake. Each message is a Socket.IO event.',
        servers: [{ $ref: '#/servers/socket' }],
        messages: named('watch', 'watch-reply', 'delta', 'rewatch', 'heartbeat'),
      },
    },
    operations: {
      watch: {
        ...{ action: 'receive', channel: channelRef(channel), messages: [channelMessageRef(channel, 'watch')] },
        summary: 'Connecting and reconnecting are the same message; it is answered by its acknowledgement.',
        reply: { channel: channelRef(channel), messages: [channelMessageRef(channel, 'watch-reply')] },
      },
      'send-delta': says(
        'delta',
        `Changes of severity ${IMMEDIATE_SEVERITY} and more go at once, others in batches of ${BATCH_MS} ms.`,
      ),
      'send-rewatch': says('rewatch', 'Policy, attributes or token changed: watch again.'),
      'send-heartbeat': says('heartbeat', `Every ${HEARTBEAT_MS / 1_000} s, also when nothing changes.`),
    },
    messages: {
      watch: message('watch', 'WatchRequest', 'An interest, and the cursor to go on from.'),
      'watch-reply': message('watch-reply', 'WatchReply', 'Goes on, or says to fetch a snapshot first.'),
      delta: message('delta', 'PictureDelta', 'Whole features and removed ids; applies only onto `from`.'),
      rewatch: message('rewatch', 'Rewatch', 'What was watched is no longer sent.'),
      heartbeat: message('heartbeat', 'Heartbeat', 'The picture is alive.'),
    },
  };
}
