/** A person's session as all tabs of this browser share it. */
export interface Session {
  issuer: string;
  clientId: string;
  accessToken: string;
  endsAtMs: number;
  /** Works once: whoever uses it must store its successor before anybody else looks. */
  refreshToken: string | null;
}

const DATABASE = 'hinomi-session';
const ROWS = 'session';
const KEY = 'current';

export async function readSession(): Promise<Session | null> {
  return ((await run('readonly', (rows) => rows.get(KEY))) as Session | undefined) ?? null;
}

export async function writeSession(session: Session): Promise<void> {
  await run('readwrite', (rows) => rows.put(session, KEY));
}

export async function dropSession(): Promise<void> {
  await run('readwrite', (rows) => rows.delete(KEY));
}

/** One transaction; resolves when it is complete, so that the next reader sees it. */
async function run(mode: IDBTransactionMode, act: (rows: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(ROWS, mode, { durability: 'strict' });
      const request = act(transaction.objectStore(ROWS));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error('the session could not be kept'));
      transaction.onabort = transaction.onerror;
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(ROWS);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('this browser keeps no sessions'));
  });
}
