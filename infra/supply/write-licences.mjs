/** `npm run licences`: docs/licences.md, what is shipped and under which licence. `--check`: it says so already. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { licenceOf, packagesOf, wrongIn } from './packages.mjs';
import { BESIDE, EXCEPTIONS, INSTALL_SCRIPTS } from './rules.mjs';

const FILE = fileURLToPath(new URL('../../docs/licences.md', import.meta.url));
const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));

const line = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [line(...head), line(...head.map(() => '---')), ...rows.map((row) => line(...row))].join('\n');

const packages = packagesOf(lock);
const shipped = packages.filter((one) => one.shipped);
const exceptions = Object.entries(EXCEPTIONS).map(([name, { licence, why }]) => [name, licence, why]);
const text = `# Licences of what is shipped

Made by \`npm run licences\` from the lock file and \`infra/supply/rules.mjs\`; never edited by hand. \`npm run check\` fails while it is not true, when a
package comes with a licence that is not allowed, without a hash, from elsewhere than the registry, or with a script of its own at installation. \`npm run sbom\`
writes the same as CycloneDX for machines. The licence of Hinomi itself is Apache-2.0.

## No packages of npm

${table(
  ['what', 'licence', 'how'],
  BESIDE.map(({ name, licence, how }) => [name, licence, how]),
)}

## Exceptions

${table(['package', 'licence', 'why'], exceptions)}

## Scripts at installation

${table(['package', 'what for'], Object.entries(INSTALL_SCRIPTS))}

## Packages

${table(
  ['package', 'version', 'licence'],
  shipped.map((one) => [one.name, one.version, licenceOf(one)]),
)}
`;

const isCheck = process.argv.includes('--check');
const wrong = wrongIn(packages);
if (!isCheck) writeFileSync(FILE, text);
else if (readFileSync(FILE, 'utf8') !== text)
  wrong.push('docs/licences.md is not what the lock file says: run npm run licences.');
for (const sentence of wrong) process.stderr.write(`${sentence}\n`);
if (wrong.length > 0) process.exitCode = 1;
