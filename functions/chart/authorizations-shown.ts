import { Authorization, type Line } from '../authorization/authorization.ts';
import type { Reader } from '../platform/disclosure.ts';
import { beginning, type Items } from '../platform/items.ts';
import { type DrugOfVisit, drugsOf } from '../referral/order/regimen.ts';
import type { Submission } from '../referral/referral.ts';
import { codesOf, productsOf } from '../therapy/product.ts';
import type { ReferralDetail } from './routes.ts';

type LineShown = ReferralDetail['authorizations'][number]['lines'][number];

/** The drug that a line is for; none where the order has another drug in its place by now. */
const drugOfLine = (
  { kind, code, drug = 0 }: Line,
  drugs: readonly DrugOfVisit[],
): string | undefined => {
  const therapy = kind === 'drug' ? drugs[drug]?.therapy : undefined;
  return therapy && codesOf(productsOf(therapy)).some((billed) => billed.code === code)
    ? therapy.name
    : undefined;
};

const lineShown = (line: Line, drugs: readonly DrugOfVisit[], see: Reader): LineShown => {
  const { code, kind, units, state, from, through, clock, decision } = line;
  const drug = see('therapy') ? drugOfLine(line, drugs) : undefined;
  return {
    ...{ code, kind, units, state, from, through },
    ...(drug ? { drug } : {}),
    ...(see('payer') && clock.dueAt ? { dueAt: clock.dueAt } : {}),
    ...(decision
      ? {
          decision: {
            reasons: see('payer') ? decision.reasons : [],
            at: decision.at,
            ...(decision.units === undefined ? {} : { units: decision.units }),
            ...(decision.from ? { from: decision.from } : {}),
            ...(decision.through ? { through: decision.through } : {}),
          },
        }
      : {}),
  };
};

/** What payers were asked for, round by round, each drug by its name. */
export const authorizationsShown = (
  items: Items,
  submission: Submission,
  see: Reader,
): ReferralDetail['authorizations'] => {
  const drugs = drugsOf(submission);
  return beginning(items, 'AUTH#').flatMap((item) => {
    const parsed = Authorization.safeParse(item);
    if (!parsed.success) return [];
    const { authorizationId, round, status, lines } = parsed.data;
    return [
      { authorizationId, round, status, lines: lines.map((line) => lineShown(line, drugs, see)) },
    ];
  });
};
