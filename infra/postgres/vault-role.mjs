/**
 * Makes the vault's own role and schemas as `vault-role.sql` says, or gives the role another password:
 *
 *   VAULT_PASSWORD=... node infra/postgres/vault-role.mjs postgres://administrator@127.0.0.1:5432/hinomi
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const SQL = fileURLToPath(new URL('vault-role.sql', import.meta.url));
/** How psql hands the password over; here it is a parameter. */
const FOR_PSQL = /^select set_config\(.*$/m;

/** @returns {Promise<string>} the address of the vault's role */
export async function makeVaultRole(administratorUrl, password) {
  // A checkout that was never built has no packages yet.
  const { default: pg } = await import('pg');
  const client = new pg.Client(administratorUrl);
  await client.connect();
  try {
    await client.query(`select set_config('vault.password', $1, false)`, [password]);
    await client.query(readFileSync(SQL, 'utf8').replace(FOR_PSQL, ''));
  } finally {
    await client.end();
  }
  const url = new URL(administratorUrl);
  url.username = 'hinomi_vault';
  url.password = encodeURIComponent(password);
  return url.href;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [url, password] = [process.argv[2], process.env.VAULT_PASSWORD];
  if (url === undefined || !password) {
    console.error(
      'Say which database, and the new password: VAULT_PASSWORD=... node infra/postgres/vault-role.mjs <url>',
    );
    process.exitCode = 1;
  } else {
    await makeVaultRole(url, password);
    console.log('The role hinomi_vault is there, with the schemas vault and vault_drill.');
  }
}
