import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadPolicies, Policies } from '../policy/policies.js';
import { POLICIES_DIR, readPolicyFiles } from '../policy/policy-files.js';
import { deriveDoors } from './derive-doors.js';
import { writeMatrix } from './write-matrix.js';

/** The policies with other words in one place. */
function policiesWith(file: string, words: string, others: string): Policies {
  const { schema, policies } = readPolicyFiles(POLICIES_DIR);
  expect(policies.find((each) => each.file === file)?.text.split(words)).toHaveLength(2);
  return new Policies({
    schema,
    policies: policies.map((each) => (each.file === file ? { file, text: each.text.replace(words, others) } : each)),
  });
}
/** What one says and the other does not. */
const changed = (one: string, other: string): string[] => {
  const lines = new Set(other.split('\n'));
  return one.split('\n').filter((line) => !lines.has(line));
};

describe('the matrix of docs/access-matrix.md', () => {
  const now = writeMatrix(loadPolicies());

  it('is what the policies answer: npm run matrix writes it', () => {
    expect(readFileSync('docs/access-matrix.md', 'utf8')).toBe(now);
  });

  it('turns with a policy about a permission, at the doors that ask for it and at no other', () => {
    const others = policiesWith(
      'permissions.cedar',
      'action == Action::"accounts:manage",\n  resource\n)\nwhen { principal.role == "admin" }',
      'action == Action::"accounts:manage",\n  resource\n)\nwhen { principal.role == "medic" }',
    );
    const doors = deriveDoors(others).filter(({ access }) => access === 'accounts:manage');
    expect(doors.map(({ whom }) => whom)).toEqual(doors.map(() => ['medic']));
    const lines = changed(writeMatrix(others), now);
    expect(lines).toHaveLength(doors.length + 1);
    expect(lines.filter((line) => !line.includes('| accounts:manage |'))).toEqual([]);
  });

  it('turns with a policy about labels, and about places', () => {
    const seen = policiesWith(
      'labels.cedar',
      '["operator", "admin"].contains(principal.role)\n};\n\n// What',
      '["operator"].contains(principal.role)\n};\n\n// What',
    );
    expect(changed(writeMatrix(seen), now).every((line) => line.startsWith('| headquarters |'))).toBe(true);
    expect(changed(writeMatrix(seen), now)).not.toEqual([]);
    const ordered = policiesWith(
      'places.cedar',
      'resource.jurisdiction == principal.jurisdiction',
      'resource.jurisdiction in principal.jurisdiction',
    );
    expect(changed(writeMatrix(ordered), now)).toEqual([
      expect.stringMatching(/^\| order evacuation \| the municipality’s/),
      expect.stringMatching(/^\| order evacuation \| its neighbour’s/),
    ]);
  });
});
