import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import { readScenario, type Scenario } from './scenario.js';

/**
 * Reads `*.yaml` of a folder, sorted by name. Every problem of every file is listed; a broken drill must not keep a hub
 * from starting.
 */
export async function loadScenarios(folder: string): Promise<{ scenarios: Scenario[]; problems: string[] }> {
  const files = (await readdir(folder)).filter((file) => /\.ya?ml$/.test(file)).sort();
  const problems: string[] = [];
  const scenarios: Scenario[] = [];
  for (const file of files) {
    const text = await readFile(path.join(folder, file), 'utf8');
    try {
      scenarios.push(readScenario(path.join(folder, file), text));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      problems.push(error.message);
    }
  }
  return { scenarios, problems };
}
