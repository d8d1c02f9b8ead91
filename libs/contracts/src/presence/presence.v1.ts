import { z } from 'zod';
import { Role } from '../access.js';
import { LngLat } from '../hazards/geometry.js';
import { RunId } from '../ids.js';
import { Instant } from '../instant.js';

/** Socket.IO namespace of who is at headquarters' consoles. */
export const PRESENCE_NAMESPACE = '/presence';

/** A console tells its view at most this often, and only when it is another. */
export const PRESENCE_EVERY_MS = 1_000;
/** Changes of a hub are gathered this long before others hear of them. */
export const PRESENCE_BATCH_MS = 250;
/** Without touch, key or movement for so long a console is idle. */
export const IDLE_AFTER_MS = 120_000;
/** A hub remembers no more consoles than these; a headquarters has tens. */
export const MOST_PRESENT = 500;
/** Of one person: windows that somebody forgot. */
export const MOST_OF_ONE = 20;

/** A console for as long as a hub knows of it; made of its person and {@link PresenceHello.console}, so nobody can take another's. */
export const PresenceId = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'PresenceId'>();
export type PresenceId = z.infer<typeof PresenceId>;

/** Longitudes go beyond 180° where a map is turned that far. */
const Lng = z.number().min(-540).max(540);
const Lat = z.number().min(-90).max(90);

/** What a console shows. */
const view = {
  centre: LngLat,
  /** Of MapLibre: 512 px tiles. */
  zoom: z.number().min(0).max(24),
  /** `[west, south, east, north]` in degrees. */
  bounds: z
    .tuple([Lng, Lat, Lng, Lat])
    .refine(
      ([west, south, east, north]) => west <= east && south <= north,
      'west is beyond east, or south above north',
    ),
  /** The moment of the past that is shown; null = live. */
  moment: Instant.nullable(),
  realm: z.enum(['real', 'drill']),
  /** The run of the exercise that is shown; null outside one, and while none runs. */
  run: RunId.nullable(),
  /** Whose view this console follows. */
  following: PresenceId.nullable(),
};

/** Client → hub in the handshake's `auth`, beside `token`: a random name of this window that lasts as long as its page. */
export const PresenceHello = z.object({ console: z.string().regex(/^[0-9a-zA-Z-]{8,64}$/) });
export type PresenceHello = z.infer<typeof PresenceHello>;

/** Client → hub, event `here`; answered by a {@link PresenceReply}. Who it is says the token alone. */
export const PresenceReport = z.strictObject({
  ...view,
  /** How long nobody has touched the console, in ms; null = somebody is at it. */
  idleMs: z
    .number()
    .int()
    .min(0)
    .max(31 * 86_400_000)
    .nullable(),
});
export type PresenceReport = z.infer<typeof PresenceReport>;

/** Somebody at a console. */
export const PresenceEntry = z.object({
  id: PresenceId,
  subject: z.string().max(512),
  name: z.string().max(512),
  role: Role,
  jurisdiction: z.string().max(16).nullable(),
  ...view,
  /** JIS code (5 digits) of the municipality at the centre; null at sea and abroad. */
  municipality: z.string().max(8).nullable(),
  idleSince: Instant.nullable(),
});
export type PresenceEntry = z.infer<typeof PresenceEntry>;

/** Somebody who follows, as whoever is followed is told, also where they see nothing else of them. */
export type PresenceFollower = Pick<PresenceEntry, 'id' | 'name' | 'role' | 'jurisdiction'>;

/** `following`: as the hub took it; null where nobody of that name is seen, or they follow the asker themselves. */
export type PresenceReply =
  | { outcome: 'here'; following: PresenceId | null }
  | { outcome: 'refused'; code: string; message: string; pointer?: string };

/** Hub → client, event `present`: who is here, all of them but oneself. After it come {@link PresenceChange}s. */
export interface PresenceList {
  you: PresenceId;
  present: PresenceEntry[];
}

/** Hub → client, event `moved`: to be applied in their order; oneself may be among them. */
export interface PresenceChange {
  here: PresenceEntry[];
  gone: PresenceId[];
}

/** Hub → client, event `followers`: everybody who follows this console now. */
export interface PresenceFollowers {
  followers: PresenceFollower[];
}

/** Gateway → gateway: what changed at the consoles that are connected there. `hello`: it has just begun to listen. */
export const PresenceNews = z.object({
  gateway: z.string().min(1).max(64),
  hello: z.boolean(),
  here: z.array(PresenceEntry),
  gone: z.array(PresenceId),
});
export type PresenceNews = z.infer<typeof PresenceNews>;
