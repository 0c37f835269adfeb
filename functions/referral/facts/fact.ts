/** Where something that is known was told. */
export type Evidence = { pointer: string; on?: string | undefined };

/**
 * One question about one patient on one day. That nobody said anything, that nobody is sure, and that
 * what was said is not understood are states of their own: no rule sees a value there.
 */
export type Fact<Value> =
  | { state: 'known'; value: Value; evidence: readonly Evidence[] }
  | { state: 'known-absent'; evidence: readonly Evidence[] }
  | { state: 'unknown' }
  | { state: 'contradictory'; evidence: readonly Evidence[] }
  | { state: 'not-understood'; evidence: readonly Evidence[] };

/** What a rule makes of a fact: nothing may be left out, and silence is never good by default. */
export type Judging<Value, Verdict> = {
  known: (value: Value, evidence: readonly Evidence[]) => Verdict;
  'known-absent': (evidence: readonly Evidence[]) => Verdict;
  unknown: () => Verdict;
  contradictory: (evidence: readonly Evidence[]) => Verdict;
  'not-understood': (evidence: readonly Evidence[]) => Verdict;
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
