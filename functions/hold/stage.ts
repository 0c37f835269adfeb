/**
 * Where a wait leads back to: a step of a workflow, by the name of its state in workflows/. A branch
 * of that workflow's "Where to resume?" has each of them.
 */
export type Stage =
  | 'Check completeness'
  | 'Verify eligibility'
  | 'Choose site of care'
  | 'Determine authorization need'
  | 'Obtain authorization'
  | 'Book series'
  | 'Draft authorization'
  | 'Submit authorization'
  | 'Make packet'
  | 'Await resolution'
  | 'Authorized'
  | 'Check visit';
