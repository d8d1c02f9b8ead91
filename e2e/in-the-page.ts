/** In the page: asks the hub with the token of this browser's session. */
export async function askHere({
  method,
  where,
  body,
}: {
  method: string;
  where: string;
  body: unknown;
}): Promise<unknown> {
  const session = await new Promise<{ accessToken: string }>((resolve, reject) => {
    const opening = indexedDB.open('hinomi-session');
    opening.onsuccess = () => {
      const asked = opening.result.transaction('session').objectStore('session').get('current');
      asked.onsuccess = () => resolve(asked.result as { accessToken: string });
    };
    opening.onerror = reject;
  });
  const headers: Record<string, string> = { authorization: `Bearer ${session.accessToken}` };
  if (body !== null) headers['content-type'] = 'application/json';
  const reply = await fetch(where, { method, headers, ...(body !== null && { body: JSON.stringify(body) }) });
  if (!reply.ok) throw new Error(`${where}: ${reply.status} ${await reply.text()}`);
  return reply.json();
}

/** In the page: exact needs, as a machine client. */
export async function needsHere({ id, secret }: { id: string; secret: string }): Promise<unknown> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  const { access_token: token } = (await (await fetch('/oauth/token', { method: 'POST', body })).json()) as {
    access_token: string;
  };
  const reply = await fetch('/api/v1/needs', { headers: { authorization: `Bearer ${token}` } });
  return ((await reply.json()) as { shelters: unknown }).shelters;
}

/** In the page: how many rows and locks the room's database has. */
export function rowsHere(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('hinomi-shelter');
    opening.onsuccess = () => {
      const reading = opening.result.transaction(['rows', 'lock']);
      const [rows, locks] = [reading.objectStore('rows').count(), reading.objectStore('lock').count()];
      reading.oncomplete = () => resolve(rows.result + locks.result);
    };
    opening.onerror = reject;
  });
}
