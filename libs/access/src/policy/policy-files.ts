import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import { HubError } from '@hinomi/contracts';

/** `infra/policies` of this checkout. */
export const POLICIES_DIR = fileURLToPath(new URL('../../../../infra/policies', import.meta.url));

/** One file of the policies. */
export interface PolicyText {
  file: string;
  text: string;
}

/** What decides who may do and see what. */
export interface PolicyTexts {
  schema: PolicyText;
  policies: readonly PolicyText[];
}

/** A policy that cannot be used: the hub does not start, and says in one sentence where it is wrong. */
export class PolicyError extends HubError {
  constructor(message: string, cause?: unknown) {
    super('policy.invalid', message, { cause });
  }

  static at({ file, text }: PolicyText, error: DetailedError | undefined): PolicyError {
    const place = error?.sourceLocations?.[0];
    // Cedar counts bytes.
    const before = Buffer.from(text)
      .subarray(0, place?.start ?? 0)
      .toString();
    const line = before.split('\n').length;
    const why = [error?.message ?? 'not a policy', place?.label, error?.help].filter((part) => part).join('; ');
    return new PolicyError(`The policy file ${file} is wrong in line ${line}: ${why}.`);
  }
}

/** Every `.cedar` file of a folder, in the order of their names, with its one schema. */
export function readPolicyFiles(dir: string): PolicyTexts {
  const names = listed(dir);
  const read = (name: string): PolicyText => ({ file: name, text: readFileSync(path.join(dir, name), 'utf8') });
  const [schema, ...others] = names.filter((name) => name.endsWith('.cedarschema')).map(read);
  if (schema === undefined || others.length > 0) {
    throw new PolicyError(`The policies in ${dir} need one schema file (*.cedarschema).`);
  }
  const policies = names.filter((name) => name.endsWith('.cedar')).map(read);
  if (policies.length === 0) throw new PolicyError(`There is no policy file (*.cedar) in ${dir}.`);
  return { schema, policies };
}

function listed(dir: string): string[] {
  try {
    return readdirSync(dir).sort();
  } catch (cause) {
    throw new PolicyError(`The policies in ${dir} cannot be read.`, cause);
  }
}
