import { type DenialRung, DenialRungRow } from '../../functions/payer/denial-rung.ts';

/** A payer's own row of a rung; name only what your case needs to differ. */
export const aRungRow = (rung: DenialRung, different: Partial<DenialRungRow> = {}): DenialRungRow =>
  DenialRungRow.parse({
    id: `own-${rung}`,
    rung,
    lineOfBusiness: ['commercial'],
    benefit: 'any',
    from: '2025-01-01',
    takenBy: 'prescriber',
    newFacts: true,
    decides: { calendarDays: 10 },
    goesTo: 'the plan',
    basis: 'its manual',
    source: 'a test',
    mark: 'official',
    ...different,
  });
