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
/** `current`: of all pages of this browser. `shelter`: on its way to the tablet room, which keeps its own and encrypts it. */
export type SessionKey = 'current' | 'shelter';

export async function readSession(key: SessionKey = 'current'): Promise<Session | null> {
  return ((await run('readonly', (rows) => rows.get(key))) as Session | undefined) ?? null;
}

export async function writeSession(session: Session, key: SessionKey = 'current'): Promise<void> {
  await run('readwrite', (rows) => rows.put(session, key));
}

export async function dropSession(key: SessionKey = 'current'): Promise<void> {
  await run('readwrite', (rows) => rows.delete(key));
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
