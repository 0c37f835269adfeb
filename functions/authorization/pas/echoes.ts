import * as z from 'zod';
import { CodeableConcept, FhirQuantity, Period } from '../../fhir/elements.ts';
import type { Echo } from '../payer-answer.ts';
import { extensions } from './codes.ts';
import { firstAmount, proceduresIn } from './grant.ts';
import type { ResponseExtension } from './response-form.ts';
import { find, fullDays, readAmount } from './response-values.ts';

/** A request that came back with its answer, as far as it is held against ours. */
const EchoedClaim = z.object({
  resourceType: z.literal('Claim'),
  status: z.string().max(40).optional(),
  item: z
    .array(
      z.object({
        sequence: z.number().int(),
        productOrService: CodeableConcept.optional(),
        quantity: FhirQuantity.optional(),
        servicedPeriod: Period.optional(),
      }),
    )
    .max(100)
    .optional(),
});
/** A coverage that came along. */
const EchoedCoverage = z.object({
  resourceType: z.literal('Coverage'),
  status: z.string().max(40).optional(),
  period: Period.optional(),
});

type Resource = { resourceType: string };

const claimsIn = (resources: readonly Resource[]): z.infer<typeof EchoedClaim>[] =>
  resources.flatMap((one) => EchoedClaim.safeParse(one).data ?? []);

const daysOf = (period: z.infer<typeof Period> | undefined): Echo => {
  const { from, through } = fullDays(period);
  return { ...(from ? { from } : {}), ...(through ? { through } : {}) };
};

/**
 * What the payer read of each line, where it sends the request back. Of two, such as that of an update and
 * the one before it, nobody can tell by its place which it answers.
 */
export const claimedLines = (resources: readonly Resource[]): ReadonlyMap<number, Echo> => {
  const [claim, ...more] = claimsIn(resources);
  if (!claim || more.length > 0) return new Map();
  return new Map(
    (claim.item ?? []).map(({ sequence, productOrService, quantity, servicedPeriod }) => {
      const codes = proceduresIn(productOrService);
      const echo = {
        ...firstAmount(readAmount(quantity)),
        ...(codes.length > 0 ? { codes } : {}),
        ...daysOf(servicedPeriod),
      };
      return [sequence, echo];
    }),
  );
};

/** The dates for which the payer says that a line was asked. */
export const requestedDates = (list: readonly ResponseExtension[] | undefined): Echo => {
  const told = find(list, extensions.requestedServiceDate);
  return daysOf(told?.valuePeriod ?? { start: told?.valueDate, end: told?.valueDate });
};

/**
 * What came along with an answer and speaks against it: a request that is not active, and a coverage that
 * is not, or had ended on the day of the answer.
 */
export const doubtsOfEchoes = (resources: readonly Resource[], answeredOn: string): string[] => {
  const coverages = resources.flatMap((one) => EchoedCoverage.safeParse(one).data ?? []);
  const isOver = ({ period }: z.infer<typeof EchoedCoverage>) =>
    (fullDays(period).through ?? answeredOn) < answeredOn;
  return [
    ...(claimsIn(resources).some(({ status = 'active' }) => status !== 'active')
      ? ['a request beside it that is not active']
      : []),
    ...(coverages.some(({ status = 'active' }) => status !== 'active') || coverages.some(isOver)
      ? ['a coverage beside it that is not in force']
      : []),
  ];
};

/** The statuses and periods that these doubts are about, as sent. */
export const echoesAsSent = (resources: readonly Resource[]): string[] =>
  resources.flatMap((one) => {
    const claim = EchoedClaim.safeParse(one).data;
    if (claim) return claim.status && claim.status !== 'active' ? [`Claim: ${claim.status}`] : [];
    const coverage = EchoedCoverage.safeParse(one).data;
    if (!coverage) return [];
    const { status, period } = coverage;
    return [
      `Coverage: ${[status, period?.start && `from ${period.start}`, period?.end && `through ${period.end}`].filter(Boolean).join(', ')}`,
    ];
  });
