/** Where something that is known was told. */
export type FactSource = { pointer: string; on?: string | undefined };

/**
 * One question about one patient on one day. That nobody said anything, that nobody is sure, and that
 * what was said is not understood are states of their own: no rule sees a value there.
 */
export type Fact<Value> =
  | { state: 'known'; value: Value; evidence: readonly FactSource[] }
  | { state: 'known-absent'; evidence: readonly FactSource[] }
  | { state: 'unknown' }
  | { state: 'contradictory'; evidence: readonly FactSource[] }
  | { state: 'not-understood'; evidence: readonly FactSource[] };

/** What a rule makes of a fact: nothing may be left out, and silence is never good by default. */
export type Judging<Value, Verdict> = {
  known: (value: Value, evidence: readonly FactSource[]) => Verdict;
  'known-absent': (evidence: readonly FactSource[]) => Verdict;
  unknown: () => Verdict;
  contradictory: (evidence: readonly FactSource[]) => Verdict;
  'not-understood': (evidence: readonly FactSource[]) => Verdict;
};

/** Judges a fact: a rule that does not say what each state means does not compile. */
export const judge = <Value, Verdict>(
  fact: Fact<Value>,
  rule: Judging<Value, Verdict>,
): Verdict => {
  switch (fact.state) {
    case 'known':
      return rule.known(fact.value, fact.evidence);
    case 'known-absent':
      return rule['known-absent'](fact.evidence);
    case 'unknown':
      return rule.unknown();
    case 'contradictory':
      return rule.contradictory(fact.evidence);
    case 'not-understood':
      return rule['not-understood'](fact.evidence);
  }
};
