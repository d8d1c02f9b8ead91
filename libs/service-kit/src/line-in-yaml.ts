import { isMap, isScalar, isSeq, type Document, type LineCounter } from 'yaml';

/** The line, from 1, of what a path leads to in a YAML document, or of the last part of it that is there. */
export function lineInYaml(document: Document, lines: LineCounter, place: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of place) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
    node = pair ? pair.value : isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
    if (!pair && (isScalar(node) || isMap(node) || isSeq(node))) offset = node.range?.[0] ?? offset;
  }
  return lines.linePos(offset).line;
}
