import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Secret, SECRET_VARIABLE, type Secrets } from '@hinomi/service-kit';
import { z } from 'zod';

/** What stands here may be a secret already, so no message repeats it. */
const NOT_HERE =
  `a secret is never written into an entry: put it into the environment and write { env: ${SECRET_VARIABLE}... }, ` +
  'or into a file and write { file: its path }';
const WAYS =
  'expected one of { user, password }, { bearer }, { header: { name, value } } and { query: { name, value } }; ' +
  `password, bearer and value as { env: ${SECRET_VARIABLE}... } or { file: ... }`;

/** Where a secret is; never the secret. A file beside the entry, or anywhere by its absolute path. */
const SecretReference = z.union(
  [
    z.strictObject({
      env: z
        .string()
        .regex(new RegExp(`^${SECRET_VARIABLE}[A-Z0-9_]+$`), `expected the name of a variable, ${SECRET_VARIABLE}...`),
    }),
    z.strictObject({ file: z.string().min(1) }),
  ],
  NOT_HERE,
);
type SecretReference = z.infer<typeof SecretReference>;

/** A header of HTTP itself would say something else to the publisher than the hub means. */
const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'expected the name of a header')
  .refine(
    (name) => !/^(host|connection|content-length|transfer-encoding|upgrade|te|trailer)$/i.test(name),
    'this header belongs to the connection',
  );

/** How the hub makes itself known to a publisher: by one way, its secrets by reference. */
export const Credentials = z
  .strictObject(
    {
      user: z
        .string()
        .regex(/^[^:\p{Cc}]+$/u, 'expected a name without colon')
        .optional(),
      password: SecretReference.optional(),
      bearer: SecretReference.optional(),
      header: z.strictObject({ name: HeaderName, value: SecretReference }, WAYS).optional(),
      query: z.strictObject({ name: z.string().min(1), value: SecretReference }, WAYS).optional(),
    },
    WAYS,
  )
  .refine(isOneWay, WAYS);
export type Credentials = z.infer<typeof Credentials>;

function isOneWay(written: object): boolean {
  return ['password,user', 'bearer', 'header', 'query'].includes(Object.keys(written).sort().join());
}

/** The files that hold its secret. */
export function filesOf({ password, bearer, header, query }: Credentials): string[] {
  const references = [password, bearer, header?.value, query?.value];
  return references.flatMap((reference) => (reference && 'file' in reference ? [reference.file] : []));
}

/** The credentials of a source as they are used; whoever writes them somewhere writes `***`. */
export type ResolvedCredentials =
  | { way: 'password'; user: string; password: Secret }
  | { way: 'bearer'; bearer: Secret }
  | { way: 'header'; name: string; value: Secret }
  | { way: 'query'; name: string; value: Secret };

export type CredentialsOutcome =
  | { outcome: 'resolved'; credentials: ResolvedCredentials }
  /** `path` from the credentials on, e.g. `/password`. */
  | { outcome: 'missing'; path: string; message: string };

/** Fetches the secret that an entry refers to. `folder`: where the entry stands. */
export async function resolveCredentials(
  { user = '', password, bearer, header, query }: Credentials,
  env: Secrets,
  folder: string,
): Promise<CredentialsOutcome> {
  const resolved = async (
    at: string,
    reference: SecretReference,
    use: (secret: Secret) => ResolvedCredentials,
  ): Promise<CredentialsOutcome> => {
    const found = await resolve(reference, env, folder);
    return found instanceof Secret
      ? { outcome: 'resolved', credentials: use(found) }
      : { outcome: 'missing', path: at, message: found.missing };
  };
  if (password) return resolved('/password', password, (secret) => ({ way: 'password', user, password: secret }));
  if (bearer) return resolved('/bearer', bearer, (secret) => ({ way: 'bearer', bearer: secret }));
  if (header) return resolved('/header/value', header.value, (value) => ({ way: 'header', name: header.name, value }));
  if (query) return resolved('/query/value', query.value, (value) => ({ way: 'query', name: query.name, value }));
  return { outcome: 'missing', path: '', message: WAYS };
}

/** Tokens with signatures are some kilobytes; no server takes longer headers than this. */
const MAX_SECRET_BYTES = 16_384;

async function resolve(
  reference: SecretReference,
  env: Secrets,
  folder: string,
): Promise<Secret | { missing: string }> {
  if ('env' in reference) {
    const found = env[reference.env];
    return found
      ? checked(found.reveal(), reference.env)
      : { missing: `${reference.env} is not set in the environment` };
  }
  const { file } = reference;
  try {
    const address = path.resolve(folder, file);
    if ((await stat(address)).size > MAX_SECRET_BYTES) return { missing: `${file} is too large for a secret` };
    return checked(await readFile(address, 'utf8'), file);
  } catch (error) {
    return { missing: `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
}

/** A file ends with a line break, which is not meant; whatever else does not print would break the request. */
function checked(value: string, name: string): Secret | { missing: string } {
  const secret = value.replace(/^\uFEFF/, '').replace(/[\r\n]+$/, '');
  if (secret === '') return { missing: `${name} is empty` };
  if (/[\p{Cc}\uFFFD]/u.test(secret)) return { missing: `${name} holds characters that no secret has` };
  return new Secret(secret);
}
