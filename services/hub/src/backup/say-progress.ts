import type { Written } from './write-archive.js';

const DRAW_EVERY_MS = 200;
/** Where nobody can be shown a moving line. */
const LINE_EVERY_MS = 5_000;

/** One line that is written over on a terminal, and a line from time to time elsewhere. */
export function sayProgress(what: string, of: number | null): (so: Written) => void {
  let drawnMs = performance.now();
  return ({ files, bytes }) => {
    const now = performance.now();
    if (now - drawnMs < (process.stderr.isTTY ? DRAW_EVERY_MS : LINE_EVERY_MS)) return;
    drawnMs = now;
    const share = of === null || of === 0 ? '' : `${Math.min(100, Math.floor((bytes * 100) / of))} %, `;
    const line = `${what}: ${share}${files} files, ${sizeWords(bytes)}`;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
}

export function sizeWords(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
