type Named = Record<string, Record<string, unknown>>;

/** What a group of channels adds to the document. */
export interface Parts {
  channels: Named;
  operations: Named;
  messages: Named;
}

export const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const messageRef = (name: string) => ({ $ref: `#/components/messages/${name}` });
export const channelRef = (name: string) => ({ $ref: `#/channels/${name}` });
/** A message as an operation names it: by its channel. */
export const channelMessageRef = (channel: string, name: string) => ({
  $ref: `#/channels/${channel}/messages/${name}`,
});

/** A message by itself; `schema` names its payload. */
export const message = (title: string, schema: string, summary: string, contentType = 'application/json') => ({
  ...{ name: title, title, summary, contentType, payload: schemaRef(schema) },
});
