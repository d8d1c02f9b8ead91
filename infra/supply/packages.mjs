/** What the lock file says of every package, and what is wrong with it: values in, values out. */
import { ALLOWED, ALLOWED_FOR_WORK, EXCEPTIONS, INSTALL_SCRIPTS } from './rules.mjs';

const FOLDER = 'node_modules/';

/** Every package of a lock file that is not the project's own, once for each version. */
export function packagesOf(lock) {
  const found = new Map();
  for (const [folder, entry] of Object.entries(lock.packages)) {
    if (!folder.includes(FOLDER) || entry.link) continue;
    const name = entry.name ?? folder.slice(folder.lastIndexOf(FOLDER) + FOLDER.length);
    const one = {
      ...{ name, version: entry.version, said: entry.license ?? null, shipped: !entry.dev },
      ...{
        integrity: entry.integrity ?? null,
        resolved: entry.resolved ?? null,
        hasScript: entry.hasInstallScript === true,
      },
    };
    const known = found.get(`${name}@${one.version}`);
    found.set(`${name}@${one.version}`, known ? { ...known, shipped: known.shipped || one.shipped } : one);
  }
  return [...found.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** What holds for a package, whatever it says of itself. */
export const licenceOf = ({ name, said }) => EXCEPTIONS[name]?.licence ?? said;

/** One sentence for each thing that is wrong. */
export function wrongIn(packages) {
  const wrong = [];
  for (const one of packages) {
    const { name, version, integrity, resolved, hasScript, shipped } = one;
    const it = `${name}@${version}`;
    if (!/^sha512-/.test(integrity ?? '')) wrong.push(`${it} has no SHA-512 in the lock file.`);
    if (resolved !== null) wrong.push(`${it} comes from ${resolved}, not from the registry that is set.`);
    if (hasScript && !Object.hasOwn(INSTALL_SCRIPTS, name)) wrong.push(`${it} runs a script while it is installed.`);
    const allowed = shipped ? ALLOWED : ALLOWED_FOR_WORK;
    if (!Object.hasOwn(EXCEPTIONS, name) && !isAllowed(one.said, allowed))
      wrong.push(
        `${it} is under ${one.said ?? 'no licence it names'}, which is not allowed where it is ${shipped ? 'shipped' : 'used'}.`,
      );
  }
  const names = new Set(packages.map(({ name }) => name));
  for (const name of [...Object.keys(EXCEPTIONS), ...Object.keys(INSTALL_SCRIPTS)])
    if (!names.has(name)) wrong.push(`${name} has an exception and is not there any more.`);
  for (const name of Object.keys(INSTALL_SCRIPTS))
    if (names.has(name) && !packages.some((one) => one.name === name && one.hasScript))
      wrong.push(`${name} may run a script and has none any more.`);
  return wrong;
}

/** SPDX as packages write it: of alternatives one is enough, of what belongs together all are needed. */
function isAllowed(expression, allowed) {
  if (expression === null) return false;
  const bare = expression.replaceAll(/[()]/g, ' ').trim();
  if (/ AND /.test(bare) && / OR /.test(bare)) return false;
  if (/ OR /.test(bare)) return bare.split(' OR ').some((part) => allowed.includes(part.trim()));
  return bare.split(' AND ').every((part) => allowed.includes(part.trim()));
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
