/** `npm run sbom`: what is shipped, as CycloneDX 1.5, from the lock file alone. `-- <file>` says where to. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { licenceOf, packagesOf } from './packages.mjs';
import { BESIDE } from './rules.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILE = path.resolve(process.argv[2] ?? path.join(ROOT, 'dist/hinomi.cdx.json'));

// With `--omit dev` npm leaves out what is shipped as well wherever the work on it names it too.
const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const bom = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
const shipped = packagesOf(lock).filter((one) => one.shipped);
const known = new Map(shipped.map((one) => [`${one.name}@${one.version}`, licenceOf(one)]));

const isShipped = (ref) => known.has(ref) || ref.startsWith('@hinomi/') || ref === bom.metadata.component['bom-ref'];
bom.components = bom.components.filter((component) => isShipped(component['bom-ref']));
bom.dependencies = bom.dependencies
  .filter(({ ref }) => isShipped(ref))
  .map((one) => ({ ...one, dependsOn: one.dependsOn?.filter(isShipped) }));
for (const component of bom.components) {
  const licence = known.get(component['bom-ref']);
  if (licence)
    component.licenses = [/ (OR|AND) /.test(licence) ? { expression: licence } : { license: { id: licence } }];
}
const beside = BESIDE.filter(({ how }) => !how.startsWith('not shipped'));
for (const { name, licence } of beside)
  bom.components.push({ type: 'data', 'bom-ref': name, name, licenses: [{ license: { name: licence } }] });

mkdirSync(path.dirname(FILE), { recursive: true });
writeFileSync(FILE, JSON.stringify(bom, null, 2));
process.stdout.write(`${path.relative(process.cwd(), FILE)}: ${bom.components.length} components\n`);
