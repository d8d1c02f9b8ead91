import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { OWN_NAMES } from './authority.js';

export type NameRequest = { outcome: 'names'; names: string[] } | { outcome: 'refused'; because: string };

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_NAME = 253;

/** What an operator typed → names and addresses for a certificate, or what is wrong with it in words. */
export function requestedNames(typed: readonly string[]): NameRequest {
  const names: string[] = [];
  for (const text of typed) {
    const [name, because] = requestedName(text.trim());
    if (because !== null) return { outcome: 'refused', because };
    names.push(name);
  }
  return { outcome: 'names', names: [...new Set(names)] };
}

function requestedName(text: string): [string, null] | ['', string] {
  const refuse = (because: string): ['', string] => ['', `“${text}” ${because}`];
  if (text.startsWith('-')) return refuse('is no option of this command');
  if (/^[a-z]+:\/\//i.test(text)) return refuse(`is an address: give the name alone, ${nameIn(text)}`);
  if (text.includes('*')) return refuse('stands for many names: give each name the hub is reached by');
  if (text.includes('/')) return refuse('has a “/”: give a name or one IP address');
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return ofAddress(bare.toLowerCase(), refuse);
  if (/:\d+$/.test(text)) return refuse('has a port: give the name alone, the certificate is for every port');
  if (/^[\d.]+$/.test(text)) return refuse('is not an IP address: four numbers up to 255');
  const name = domainToASCII(text).toLowerCase();
  if (OWN_NAMES.includes(name))
    return refuse('is this machine itself, which needs no certificate: give the name others use');
  const labels = name.split('.');
  if (name === '' || name.length > LONGEST_NAME || !labels.every((label) => LABEL.test(label))) {
    return refuse('is not a network name: letters, digits, hyphens and dots only, as in hinomi.town.example');
  }
  return [name, null];
}

function ofAddress(address: string, refuse: (because: string) => ['', string]): [string, null] | ['', string] {
  if (/^(127\.|::1$|::ffff:127\.)/.test(address))
    return refuse('is this machine itself, which needs no certificate: give the address others use');
  if (/^(0\.0\.0\.0|::)$/.test(address))
    return refuse('stands for every address of the machine: give the one that others use');
  if (address.includes('%')) return refuse('has a zone: give the address alone');
  return [address, null];
}

function nameIn(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : 'without http:// and what follows the name';
}
