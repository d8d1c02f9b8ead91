/**
 * Writes `dashboard.json` for Grafana: `node infra/observability/make-dashboard.mjs`; with `--check` it only says whether the file is
 * what it would write. The panels are this list.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import prettier from 'prettier';

const PANELS = [
  ['Processes up', 'stat', 'sum(up{job="hinomi"})', ''],
  ['Picture written by somebody', 'stat', 'max by (realm) (aggregator_active * aggregator_caught_up)', '{{realm}}'],
  ['Sockets', 'stat', 'sum(sockets)', ''],
  ['In quarantine', 'stat', 'max by (realm) (quarantine_waiting)', '{{realm}}'],
  ['Seconds since a source answered', 'timeseries', 'time() - (feed_last_success_seconds > 0)', '{{source}}'],
  ['New reports per minute', 'timeseries', 'sum by (source) (rate(feed_received_total[5m])) * 60', '{{source}}'],
  ['Duplicates per minute', 'timeseries', 'sum by (source) (rate(feed_duplicates_total[5m])) * 60', '{{source}}'],
  ['Refused per hour', 'timeseries', 'sum by (source) (increase(feed_refused_total[1h]))', '{{source}}'],
  [
    'From statement to log, 95 %',
    'timeseries',
    'histogram_quantile(0.95, sum by (le, realm) (rate(report_delay_seconds_bucket[5m])))',
    '{{realm}}',
  ],
  [
    'From bytes to log, 95 %',
    'timeseries',
    'histogram_quantile(0.95, sum by (le, outcome) (rate(report_handling_seconds_bucket[5m])))',
    '{{outcome}}',
  ],
  [
    'An append, 95 %',
    'timeseries',
    'histogram_quantile(0.95, sum by (le, topic) (rate(log_append_seconds_bucket[5m])))',
    '{{topic}}',
  ],
  [
    'From facts to picture, 95 %',
    'timeseries',
    'histogram_quantile(0.95, sum by (le, realm) (rate(aggregator_publish_seconds_bucket[5m])))',
    '{{realm}}',
  ],
  ['Facts waiting', 'timeseries', 'min by (realm, topic) (aggregator_lag_records)', '{{topic}}'],
  ['History behind, records', 'timeseries', 'min by (realm) (history_lag_records)', '{{realm}}'],
  ['Features', 'timeseries', 'max by (realm) (picture_features)', '{{realm}}'],
  ['Deltas per second', 'timeseries', 'sum(rate(deltas_sent_total[1m]))', ''],
  ['Slow sockets', 'timeseries', 'sum by (realm) (slow_sockets)', '{{realm}}'],
  [
    'Requests, 95 %',
    'timeseries',
    'histogram_quantile(0.95, sum by (le, route) (rate(http_request_seconds_bucket[5m])))',
    '{{route}}',
  ],
  [
    'Failed requests per minute',
    'timeseries',
    'sum by (route) (rate(http_request_seconds_count{status="5xx"}[5m])) * 60',
    '{{route}}',
  ],
  ['Memory', 'timeseries', 'process_resident_memory_bytes{job="hinomi"}', '{{instance}}'],
  ['Event loop, 99 %', 'timeseries', 'nodejs_eventloop_lag_p99_seconds{job="hinomi"}', '{{instance}}'],
];

const [COLUMNS, HEIGHT] = [4, 7];
const source = { type: 'prometheus', uid: '${source}' };
const panels = PANELS.map(([title, type, expr, legendFormat], index) => ({
  id: index + 1,
  title,
  type,
  datasource: source,
  gridPos: {
    w: 24 / COLUMNS,
    h: HEIGHT,
    x: (index % COLUMNS) * (24 / COLUMNS),
    y: Math.floor(index / COLUMNS) * HEIGHT,
  },
  targets: [{ refId: 'A', datasource: source, expr, legendFormat }],
}));
const dashboard = {
  uid: 'hinomi',
  title: 'Hinomi',
  tags: ['hinomi'],
  timezone: 'browser',
  refresh: '15s',
  schemaVersion: 39,
  time: { from: 'now-1h', to: 'now' },
  templating: { list: [{ name: 'source', label: 'Source', type: 'datasource', query: 'prometheus' }] },
  panels,
};

const FILE = fileURLToPath(new URL('dashboard.json', import.meta.url));
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const style = await prettier.resolveConfig(FILE);
const text = await prettier.format(JSON.stringify(dashboard, null, 2), { ...style, filepath: FILE });
if (!values.check) writeFileSync(FILE, text);
else if (readFileSync(FILE, 'utf8') !== text) {
  process.stderr.write('dashboard.json is not what its list says: run node infra/observability/make-dashboard.mjs\n');
  process.exitCode = 1;
}
