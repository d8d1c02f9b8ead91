import type { AttachmentReceipt, LogAttachmentId, RunId } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../access/hub-api.js';

/** Without a byte more for so long, the way is cut. */
const SILENT_MS = 30_000;

/** Sends one file and says how far it is, from 0 to 1; `fetch` could not say. Rejects with `HubRefusal` where the hub answered. */
export async function sendFile(
  api: HubApi,
  { id, run, file }: { id: LogAttachmentId; run: RunId | null; file: Blob },
  progress: (share: number) => void,
): Promise<AttachmentReceipt> {
  const path = `/api/v1/chronology/attachments?${new URLSearchParams({ attachment: id, exercise: run ?? 'false' })}`;
  const token = await api.token();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = setTimeout(() => request.abort(), SILENT_MS);
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), SILENT_MS);
      progress(total === 0 ? 1 : loaded / total);
    };
    request.onloadend = () => clearTimeout(timer);
    request.onerror = () => reject(new Error('the hub cannot be reached'));
    request.onabort = () => reject(new Error('the hub did not answer'));
    request.onload = () => {
      const answer = readJson(request.responseText);
      if (request.status === 201) resolve(answer as unknown as AttachmentReceipt);
      else reject(new HubRefusal(request.status, path, text(answer['code']), text(answer['detail']) ?? ''));
    };
    request.open('POST', path);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

function readJson(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    // Whatever answered was not the hub; the status says enough.
    return {};
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
