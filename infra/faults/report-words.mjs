import os from 'node:os';
import { faultWords } from './plan-faults.mjs';

/** A run in words and numbers, as a page of Markdown. */
export function reportWords({ options, lines, began, isOwnNetwork }) {
  const failed = lines.filter((line) => line.failed.length > 0);
  const all = lines.flatMap(({ faults }) => faults);
  const sum = (of) => lines.reduce((total, line) => total + (of(line) ?? 0), 0);
  const recovered = lines.map(({ recoveredMs }) => recoveredMs).sort((a, b) => a - b);
  const at = (share) => ((recovered[Math.floor((recovered.length - 1) * share)] ?? 0) / 1_000).toFixed(1);
  const { target, seed, rate, sockets, tablets, subscribers } = options;
  return [
    `Seed ${seed}, target ${target}, ${began.toISOString()}: ${lines.length} rounds, ${all.length} faults, ${failed.length} rounds failed.`,
    `${rate} telegrams a second asked for, ${sockets} sockets, ${tablets} tablets, ${subscribers} subscribers. ${machine()}${isOwnNetwork ? '' : ' No cuts, no full disks: not permitted here.'}`,
    '',
    table(all),
    '',
    `Acknowledged: ${sum(({ posts }) => posts)} telegrams, ${sum(({ reports }) => reports)} reports, ${sum(({ persons }) => persons)} persons; ${sum(({ misses }) => misses)} tries in vain. Once all faults were undone everything was answered after ${at(0.5)} s (median; slowest ${at(1)} s).`,
    ...failed.flatMap(({ number, faults, failed: words }) => [
      '',
      `Round ${number} failed: ${words.slice(0, 5).join('; ')}. Faults: ${faults.map(faultWords).join('; ')}.`,
    ]),
    '',
  ].join('\n');
}

/** How often which fault happened to whom. */
function table(faults) {
  const kinds = [...new Set(faults.map(({ kind }) => kind))].sort();
  const targets = [...new Set(faults.map(({ target }) => target))].sort();
  const count = (kind, target) => faults.filter((fault) => fault.kind === kind && fault.target === target).length || '';
  const total = (kind) => faults.filter((fault) => fault.kind === kind).length;
  const rows = [
    ['', ...kinds],
    ['---', ...kinds.map(() => '---')],
    ...targets.map((target) => [target, ...kinds.map((kind) => count(kind, target))]),
    ['all', ...kinds.map(total)],
  ];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function machine() {
  const cpu = os.cpus();
  return `${cpu.length} cores (${cpu[0]?.model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.versions.node}.`;
}
