import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { HubError } from '@hinomi/contracts';
import { damaged } from './sealed-bytes.js';

/** The first line of every file that a backup makes: readable without a passphrase, and proven with it. */
export const BackupHeader = z.object({
  format: z.enum(['hinomi-backup', 'hinomi-vault-keys']),
  layout: z.literal(1),
  madeAt: z.iso.datetime(),
  logId: z.string(),
  sealing: z
    .object({
      kdf: z.literal('scrypt'),
      cost: z
        .int()
        .min(2)
        .max(2 ** 22),
      salt: z.string(),
    })
    .nullable(),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

/** Longer than any header. */
const HEADER_LIMIT = 4_096;

export function headerLine(header: BackupHeader): Buffer {
  return Buffer.from(`${JSON.stringify(header)}\n`);
}

/** The header and the bytes it stands in; the rest begins behind them. */
export async function readHeader(
  file: string,
  format: BackupHeader['format'],
): Promise<{ header: BackupHeader; line: Buffer }> {
  const handle = await openFile(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_LIMIT), 0, HEADER_LIMIT, 0);
    const end = buffer.subarray(0, bytesRead).indexOf('\n');
    const line = buffer.subarray(0, end + 1);
    const header = BackupHeader.safeParse(end < 0 ? null : parsed(line.toString()));
    if (header.success && header.data.format === format) return { header: header.data, line };
    if (header.success) throw new HubError('request.invalid', `${file} is a ${header.data.format}, no ${format}.`);
    throw damaged(`its first line is none of a ${format}`, header.error);
  } finally {
    await handle.close();
  }
}

async function openFile(file: string): Promise<FileHandle> {
  const handle = await open(file, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new HubError('request.invalid', `${file} cannot be read: ${cause.message}`, { cause });
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new HubError('request.invalid', `${file} is no file: name one of the backups.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
