import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import { parse } from 'yaml';
import { z } from 'zod';

/** A publisher of boundaries, as `infra/boundaries/*.yaml` states it. */
export const BoundarySource = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  /** Where a person finds the files. */
  page: z.url(),
  licence: z.string(),
  terms: z.string(),
  termsUrl: z.url(),
  /** The addresses were fetched by whoever wrote them down. */
  confirmed: z.boolean(),
  gridDegrees: z.number().min(1e-6).max(0.01).optional(),
  files: z
    .array(
      z.strictObject({
        /** `{prefecture}` stands for 01 to 47. */
        url: z.url(),
        sha256: z.union([z.literal('learnt'), z.string().regex(/^[0-9a-f]{64}$/)]),
      }),
    )
    .min(1),
});
export type BoundarySource = z.infer<typeof BoundarySource>;
export type BoundarySourceFile = BoundarySource['files'][number];

const PREFECTURES = Array.from({ length: 47 }, (_unused, index) => String(index + 1).padStart(2, '0'));

/** The publishers of a folder, by id; a file that is not understood is refused by name. */
export async function loadBoundarySources(folder: string): Promise<BoundarySource[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => {
      const read = BoundarySource.safeParse(parse(await readFile(path.join(folder, name), 'utf8')));
      if (read.success) return { ...read.data, files: read.data.files.flatMap((file) => byPrefecture(file)) };
      throw new HubError('request.invalid', `${path.join(folder, name)}: ${z.prettifyError(read.error)}`);
    }),
  );
}

function byPrefecture(file: BoundarySourceFile): BoundarySourceFile[] {
  // The schema takes the braces percent-encoded or not.
  const url = decodeURI(file.url);
  if (!url.includes('{prefecture}')) return [file];
  return PREFECTURES.map((prefecture) => ({ ...file, url: url.replaceAll('{prefecture}', prefecture) }));
}
