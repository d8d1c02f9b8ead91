/** What `npm audit --json` printed → a verdict, and what to tell. */
export function judgeAudit(text) {
  const report = parsed(text);
  const counted = report?.metadata?.vulnerabilities;
  if (counted === undefined) {
    const why = report?.message ?? report?.error?.summary ?? 'no answer';
    const sentence = `Advisories were NOT looked at: the registry does not tell of them (${String(why).split('\n')[0]}).`;
    return { verdict: 'unanswered', sentences: [sentence] };
  }
  const all = Object.values(report.vulnerabilities ?? {});
  const grave = all.filter(({ severity }) => severity === 'high' || severity === 'critical');
  const sentences = all.map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
  if (grave.length > 0) return { verdict: 'vulnerable', sentences };
  return {
    verdict: 'fine',
    sentences: [...sentences, `Advisories: none that is high or critical; ${all.length} lesser.`],
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
