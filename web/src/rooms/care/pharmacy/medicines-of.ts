import type { DerivedNeed, RecordAnswer } from '@hinomi/contracts';

/** What the records call the medicines that a need follows from, each once. */
export function medicinesOf({ need }: Pick<DerivedNeed, 'need'>, answers: readonly RecordAnswer[]): string[] {
  const texts = answers.flatMap(({ needs, record }) =>
    needs
      .filter((derived) => derived.need === need)
      .flatMap(({ evidence }) => evidence.flatMap((at) => record.evidence[at] ?? []))
      .filter(({ kind }) => kind === 'medicine')
      .flatMap(({ text }) => text ?? []),
  );
  return [...new Set(texts)];
}
