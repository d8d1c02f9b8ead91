import type { DeliverySettings } from './delivery-settings.js';

export interface Publisher {
  organisation: string;
  contact: string;
  /** Names this hub among others. */
  host: string;
  /** CAP's `sender`. */
  sender: string;
}

/** Who publishes, with what the settings leave open. A host without a dot is known to its own network alone, and its address is none. */
export function publisherOf({ publisher, baseUrl }: Pick<DeliverySettings, 'publisher' | 'baseUrl'>): Publisher {
  const host = new URL(baseUrl()).hostname.replaceAll(/[[\]]/g, '').replaceAll(':', '-');
  const sender = `hinomi@${host}`;
  const contact = publisher.contact ?? (host.includes('.') ? sender : `${sender}.invalid`);
  return { organisation: publisher.organisation, contact, host, sender };
}
