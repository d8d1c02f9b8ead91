/** One rule that a deliberately broken variant does not keep; the model has to find a counterexample for each. */
export const BREAKAGES = {
  'D1: a cursor of another policy is continued': 'policy-ignored',
  'D2: a removal is not part of the delta': 'removes-dropped',
  'D3: a delta is applied onto any cursor': 'any-from',
  'D3: a lost delta is never noticed': 'heartbeat-ignored',
  'D4: touched features that match no more are left out of the answer': 'answer-without-removes',
  'D4: a cursor older than what compaction left is continued': 'too-old-continued',
  'D4: a cursor of another interest is continued': 'interest-ignored',
  'D5: a gateway that is behind answers with a snapshot': 'no-catch-up',
  'D6: the cursor of a snapshot is newer than its features': 'late-cursor',
  'D6: a snapshot is added to what was there': 'snapshot-added',
  'D7: leaving the interest is not a remove': 'leaving-ignored',
  'D7: other attributes continue the old cursor': 'attributes-ignored',
  'D7: the gateway does not ask the policies': 'policies-not-asked',
  'D8: merging loses the last operation': 'merge-loses-last',
  'D8: a merged delta carries its last change only': 'merge-keeps-last',
  'a stale writer is heard after a newer claim': 'stale-writer-heard',
} as const;

/** `nothing`: everything a broken variant passes through, with no rule broken. */
export type Breakage = (typeof BREAKAGES)[keyof typeof BREAKAGES] | 'nothing';
