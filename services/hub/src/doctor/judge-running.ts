import { warning, well, wrong, type Finding } from './finding.js';

/** What a process said of itself. */
export interface ProcessFacts {
  url: string;
  /** The body of `/readyz`; null = no answer. */
  ready: { status: string; dependencies?: Record<string, unknown> } | null;
  /** `/metrics`, by name. */
  metrics: ReadonlyMap<string, readonly Sample[]>;
  /** The demonstration's secret opens it. */
  isDemonstration: boolean;
}

export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** As the alert `HinomiFeedSilent`. */
const SILENT_S = 900;
const LAG_RECORDS = 1_000;

/** Samples of a text of Prometheus, by name. */
export function readMetrics(text: string): Map<string, Sample[]> {
  const found = new Map<string, Sample[]>();
  for (const line of text.split('\n')) {
    const [, name, inner = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    if (name === undefined) continue;
    const labels = Object.fromEntries(
      [...inner.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, of]) => [key, of]),
    );
    found.set(name, [...(found.get(name) ?? []), { labels, value: Number(value) }]);
  }
  return found;
}

/** How the processes do, each and together. */
export function judgeRunning(processes: readonly ProcessFacts[], nowMs: number): Finding[] {
  return [...processes.flatMap((process) => judgeProcess(process, nowMs)), ...judgeTogether(processes)];
}

function judgeProcess({ url, ready, metrics, isDemonstration }: ProcessFacts, nowMs: number): Finding[] {
  if (ready === null) {
    return [
      wrong(
        'hub',
        `nothing answers at ${url}`,
        'start it, or name its address with --url; its last lines say why it ended',
      ),
    ];
  }
  const missing = Object.entries(ready.dependencies ?? {}).filter(([, state]) => !isWell(state));
  const state =
    ready.status === 'ready'
      ? well('hub', `${url} is ready`)
      : wrong(
          'hub',
          `${url} is not ready: ${missing.map(([name, so]) => `${name} (${String(so)})`).join(', ') || ready.status}`,
          'wait while it reads its log after a start; else its lines say what it lacks',
        );
  return [
    state,
    ...demonstration(url, isDemonstration),
    ...feeds(metrics, nowMs),
    ...lag(metrics),
    ...vault(metrics),
    ...subscribers(metrics),
  ];
}

function isWell(state: unknown): boolean {
  return state === true || state === 'active' || state === 'standby';
}

function demonstration(url: string, isOpen: boolean): Finding[] {
  const { hostname } = new URL(url);
  const isHere = ['localhost', '[::1]'].includes(hostname) || hostname.startsWith('127.');
  if (!isOpen || isHere) return [];
  return [
    wrong(
      'hub',
      `the demonstration accounts open ${url} for everybody, without a password worth the name`,
      'set HINOMI_DEMONSTRATION=off and make accounts (docs/access.md)',
    ),
  ];
}

function feeds(metrics: ProcessFacts['metrics'], nowMs: number): Finding[] {
  const asked = (metrics.get('feed_asked') ?? []).filter(({ value }) => value === 1);
  return asked.map(({ labels: { source = '?' } }) => {
    const last =
      metrics.get('feed_last_success_seconds')?.find(({ labels }) => labels['source'] === source)?.value ?? 0;
    const ageS = Math.round(nowMs / 1_000 - last);
    const remedy =
      'look at the panel 情報源 for the reason; all of them silent means this network (docs/runbooks.md#hinomifeedsilent)';
    if (last === 0) return wrong('feeds', `${source} has never answered`, remedy);
    if (ageS > SILENT_S)
      return wrong('feeds', `${source} has not answered for ${Math.round(ageS / 60)} minutes`, remedy);
    return well('feeds', `${source} answered ${Math.max(0, ageS)} s ago`);
  });
}

function lag(metrics: ProcessFacts['metrics']): Finding[] {
  const behind = [
    ...(metrics.get('aggregator_lag_records') ?? []),
    ...(metrics.get('history_lag_records') ?? []),
  ].filter(({ value }) => value > LAG_RECORDS);
  return behind.map(({ labels, value }) =>
    warning(
      'hub',
      `${value} records of ${labels['topic'] ?? `the history (${labels['realm'] ?? ''})`} wait to be worked in`,
      'wait while the number falls; when it grows: docs/runbooks.md#hinomilag',
    ),
  );
}

function vault(metrics: ProcessFacts['metrics']): Finding[] {
  const broken = (metrics.get('vault_audit_intact') ?? []).filter(({ value }) => value === 0);
  return broken.map(({ labels }) =>
    wrong(
      'hub',
      `the audit of the ${labels['realm'] ?? ''} vault is not whole`,
      'npm run audit -- verify says where; docs/runbooks.md#hinomivaultauditbroken',
    ),
  );
}

function subscribers(metrics: ProcessFacts['metrics']): Finding[] {
  const paused = metrics.get('delivery_subscriptions_paused')?.[0]?.value ?? 0;
  if (paused === 0) return [];
  return [
    warning('hub', `${paused} subscriptions are paused: their agencies get nothing`, 'call them; resume in /agency/'),
  ];
}

function judgeTogether(processes: readonly ProcessFacts[]): Finding[] {
  const roles = processes.flatMap(({ metrics }) => metrics.get('aggregator_active') ?? []);
  const realms = [...new Set(roles.map(({ labels }) => labels['realm'] ?? ''))];
  const up = processes.filter(({ ready }) => ready !== null);
  return realms.flatMap((realm) => {
    const here = roles.filter(({ labels }) => labels['realm'] === realm);
    const active = here.filter(({ value }) => value === 1).length;
    if (active === 0) {
      return [
        wrong('hub', `nobody writes the ${realm} picture`, 'start an aggregator (docs/runbooks.md#hinominotlive)'),
      ];
    }
    if (here.length === active && up.length > 1) {
      return [
        warning(
          'hub',
          `no standby follows the ${realm} picture`,
          'start a second aggregator: a failure would be an outage',
        ),
      ];
    }
    return [];
  });
}
