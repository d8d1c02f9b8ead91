import type { Permission } from '../access.js';
import { PICTURE_NAMESPACE } from '../picture/picture-delta.v1.js';
import { PRESENCE_NAMESPACE } from '../presence/presence.v1.js';

/** A message that a browser says to the hub by Socket.IO. */
export interface SocketMessage {
  namespace: string;
  message: string;
  access: Permission;
}

/** Every message the hub's sockets listen to. */
export const SOCKET_MESSAGES: readonly SocketMessage[] = [
  { namespace: PICTURE_NAMESPACE, message: 'watch', access: 'picture:read' },
  { namespace: PRESENCE_NAMESPACE, message: 'here', access: 'presence:share' },
];
