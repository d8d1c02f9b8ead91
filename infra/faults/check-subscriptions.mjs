/**
 * Holds what each subscriber has against what the hub says and shows. Pure.
 *
 * @param {object[]} standings of {@link Subscribers}
 * @param {(interest: object) => string[]} pictureOf what the same agency sees now, in canonical texts
 * @param {(features: object[]) => string[]} contentOf the same of what a subscriber has
 */
export function checkSubscriptions(standings, pictureOf, contentOf) {
  const faults = [];
  for (const { number, interest, isPull, account, copy } of standings) {
    const who = `subscriber ${number} (${isPull ? 'fetches' : 'is sent to'})`;
    if (copy === null) {
      faults.push(`${who} never heard anything`);
      continue;
    }
    for (const fault of copy.faults) faults.push(`${who}: ${fault}`);
    if (copy.sequence !== account.lastSequence) faults.push(`${who} has ${copy.sequence} of ${account.lastSequence}`);
    const [has, is] = [contentOf(copy.features), pictureOf(interest)];
    const [missing, extra] = [without(is, has), without(has, is)];
    if (missing.length + extra.length > 0)
      faults.push(
        `${who}: ${missing.length} features are missing, ${extra.length} should not be: ${first(missing, extra)}`,
      );
  }
  return faults;
}

function without(all, these) {
  const known = new Set(these);
  return all.filter((each) => !known.has(each));
}

const first = (missing, extra) => (missing[0] ?? extra[0]).slice(0, 300);
