/** The hub as `npm start` runs it, started and stopped by the bench. */
import { readHubConfig } from '../../services/hub/dist/config.js';
import { startHub } from '../../services/hub/dist/hub.js';
import { usage } from './measures.mjs';

const hub = await startHub(readHubConfig(), () => {});
process.send({ url: hub.url });
process.on('message', (asked) => {
  if (asked === 'usage') process.send(usage());
  else void hub.stop().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(1));
