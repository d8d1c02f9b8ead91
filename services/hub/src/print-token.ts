import { DEMO_CLIENTS, DEMO_SECRET } from '@hinomi/contracts';
import { readHubConfig } from './config.js';

/** `npm run -s token -- demo-operator`: prints an access token of the running hub. */
async function main(client: string | undefined): Promise<void> {
  if (client === undefined || !Object.hasOwn(DEMO_CLIENTS, client)) {
    return stop(`Say whose token: npm run -s token -- <client>, one of ${Object.keys(DEMO_CLIENTS).join(', ')}.`);
  }
  const { port } = readHubConfig();
  const url = `http://localhost:${port}/oauth/token`;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: client, client_secret: DEMO_SECRET });
  const reply = await fetch(url, { method: 'POST', body }).catch(() => null);
  if (reply === null) {
    return stop(`No hub answers on port ${port}: start it with npm start (or set HINOMI_PORT to the port it uses).`);
  }
  const answer = (await reply.json()) as { access_token?: string; error_description?: string };
  if (answer.access_token === undefined)
    return stop(`The hub gave no token: ${answer.error_description ?? reply.statusText}.`);
  process.stdout.write(`${answer.access_token}\n`);
}

function stop(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

await main(process.argv[2]);
