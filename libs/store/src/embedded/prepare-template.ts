import { dataTemplate } from './data-template.js';

/** Run by the build, so that the first start of a hub does not wait for it. */
await dataTemplate((text) => process.stdout.write(`${text}\n`));
