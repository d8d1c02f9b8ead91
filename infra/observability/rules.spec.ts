import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
const RULES = (
  parse(readFileSync('infra/observability/alerts.yml', 'utf8')) as { groups: { rules: Rule[] }[] }
).groups.flatMap(({ rules }) => rules);
const RUNBOOKS = readFileSync('docs/runbooks.md', 'utf8');
const DASHBOARD = JSON.parse(readFileSync('infra/observability/dashboard.json', 'utf8')) as {
  panels: { id: number; title: string; type: string; gridPos: Record<string, number>; targets: { expr: string }[] }[];
};

/** Where an expression is no PromQL; null = it is. */
function faultIn(expr: string): number | null {
  let at: number | null = null;
  parser.parse(expr).iterate({ enter: (node) => void (node.type.isError && (at ??= node.from)) });
  return at;
}

/** The section of an alert, without its heading. */
function section(alert: string): string {
  return new RegExp(`^## ${alert}\\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(RUNBOOKS)?.[1] ?? '';
}

describe('faultIn', () => {
  it('finds what is no PromQL', () => {
    expect(faultIn('sum by (realm) (rate(x_total[5m])) > 1')).toBeNull();
    expect(faultIn('sum by (realm (x)')).not.toBeNull();
    expect(faultIn('rate(x_total[5])) >')).not.toBeNull();
  });
});

describe.each(RULES)('the alert $alert', ({ alert, expr, labels, annotations, ...rest }) => {
  it('is PromQL with a severity, a duration and a sentence', () => {
    expect(faultIn(expr)).toBeNull();
    expect(['page', 'ticket']).toContain(labels.severity);
    expect(rest.for ?? '1m').toMatch(/^\d+[smh]$/);
    expect(annotations.summary).toMatch(/\.$/);
  });

  it('has a runbook that says what is seen, what to do and when it is over, with the same severity', () => {
    expect(annotations.runbook).toBe(`docs/runbooks.md#${alert.toLowerCase()}`);
    const text = section(alert);
    expect(text.trimStart().startsWith(`*${labels.severity}.*`)).toBe(true);
    for (const part of ['- **Seen:**', '- **Do:**', '- **Over:**']) expect(text).toContain(part);
  });
});

describe('the runbooks', () => {
  it('are of alerts that exist', () => {
    const told = [...RUNBOOKS.matchAll(/^## (\w+)/gm)].map(([, name]) => name);
    expect(told.sort()).toEqual(RULES.map(({ alert }) => alert).sort());
  });
});

describe('the dashboard', () => {
  it('has panels of their own numbers and places, each with PromQL', () => {
    const { panels } = DASHBOARD;
    expect(panels.length).toBeGreaterThan(15);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ gridPos }) => `${gridPos['x']},${gridPos['y']}`)).size).toBe(panels.length);
    const wrong = panels.flatMap(({ title, targets }) =>
      targets.filter(({ expr }) => faultIn(expr) !== null).map(({ expr }) => `${title}: ${expr}`),
    );
    expect(wrong).toEqual([]);
    expect(panels.every(({ targets }) => targets.length > 0)).toBe(true);
  });
});
