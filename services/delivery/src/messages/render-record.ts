import type { DeliveredChange } from '@hinomi/contracts';
import { attributesOf, deriveEvent, type EventOrigin } from './derive-event.js';
import { renderMessages, type RenderedMessage } from './render-messages.js';

/**
 * A change as a record: CloudEvents 1.0, Kafka binary binding. In every format the attributes are headers; the value is in the format,
 * of a CloudEvent its data. Null where the format has nothing to say.
 */
export function renderRecord(change: DeliveredChange, origin: EventOrigin): RenderedMessage | null {
  const { id, event } = change;
  const attributes = attributesOf(event ?? deriveEvent(change, null, origin));
  if (event !== undefined) {
    // `null` in JSON, never an empty record: that would be a tombstone to whoever compacts a copy.
    return { id, contentType: event.datacontenttype, body: JSON.stringify(event.data), attributes };
  }
  const message = renderMessages([change], false);
  return message && { ...message, attributes };
}
