import type { Policy } from '../../therapy/policy.ts';
import { listed } from '../clinical-claims.ts';
import { expectedStart } from '../order/course.ts';
import { type DrugOfVisit, drugsOf, ofDays, ofVisit, sharesDays } from '../order/regimen.ts';
import type { Finding, InfusedDrug, Order, Submission } from '../referral.ts';
import { block, type Checked, missing, sameFinding, startingValues } from './findings.ts';

const pointerOf = (index: number): string => `/order/alsoInfused/${index}`;
const source = 'drugs given at one visit are one order, others are orders of their own: own rule';

/** Whether an element is one of those that a drug has from the order. */
const isInherited = ({ eachVisit, firstDose }: InfusedDrug, element: string): boolean =>
  ofVisit.some((one) => one === element) ||
  (firstDose === undefined && /^(?:firstDose|lastDoseOn)$/.test(element)) ||
  (eachVisit === true && ofDays.some((one) => one === element));

/** Where a finding about another drug of the order is shown: with the drug, or where it has it from. */
const placed = (pointer: string, index: number, drug: InfusedDrug): string => {
  const [, order, element = ''] = pointer.split('/');
  return order !== 'order' || element === 'alsoInfused' || isInherited(drug, element)
    ? pointer
    : `${pointerOf(index)}${pointer.slice('/order'.length)}`;
};

/** The other drugs of the visit, as what the patient will be given beside one of them. */
const beside = (drugs: readonly DrugOfVisit[], own: number): Submission['medicines'] & object[] =>
  drugs.flatMap(({ submission: { order } }, index) =>
    index === own
      ? []
      : [
          {
            name: order.drug,
            state: 'planned' as const,
            ...(order.alsoNamed ? { alsoNamed: order.alsoNamed.slice(0, 5) } : {}),
          },
        ],
  );

type Check = (checked: Checked) => Finding[];

/** Findings of one drug, as those of an order that has several; the patient is given the others too. */
const ofDrug = (
  drugs: readonly DrugOfVisit[],
  index: number,
  { order, asOf, check }: { order: Order; asOf: string; check: Check },
): Finding[] => {
  const { submission, therapy } = drugs[index] as DrugOfVisit;
  const told = listed(submission.medicines);
  const medicines = [...told, ...beside(drugs, index)];
  const found = check({ submission: { ...submission, medicines }, therapy, asOf });
  const also = order.alsoInfused?.[index - 1];
  return found.map((finding) => {
    const place = Number(/^\/medicines\/(\d+)/.exec(finding.pointer)?.[1] ?? -1) - told.length;
    // What only another drug of the visit is the reason of stands with that one.
    const other = place < 0 ? undefined : place < index ? place : place + 1;
    if (other !== undefined)
      return { ...finding, pointer: other === 0 ? '/order/drug' : pointerOf(other - 1) };
    return also ? { ...finding, pointer: placed(finding.pointer, index - 1, also) } : finding;
  });
};

/**
 * Every check for each drug of an order: what is found of the others names the drug, and what is asked
 * of the patient or the visit is asked once.
 */
export const findingsByDrug = (
  { submission, therapy, asOf }: Checked,
  check: Check,
  policies: readonly Policy[] = [],
): Finding[] => {
  const drugs = drugsOf(submission, therapy, policies);
  const { order } = submission;
  const [own = [], ...others] = drugs.map((_, index) =>
    ofDrug(drugs, index, { order, asOf, check }),
  );
  const known = new Set(own.map(sameFinding));
  const further = others.flatMap((found, index) =>
    found.flatMap((finding) => {
      if (known.has(sameFinding(finding))) return [];
      known.add(sameFinding(finding));
      const name = drugs[index + 1]?.therapy?.name;
      return [name ? { ...finding, text: `${name}: ${finding.text}` } : finding];
    }),
  );
  return [...own, ...further];
};

/** A drug of another kind of rule than the visit can keep: two sites' certificates. */
const certificatesOf = (drugs: readonly DrugOfVisit[]): Set<string> =>
  new Set(drugs.flatMap(({ therapy }) => therapy?.siteCertification?.tag ?? []));

/** What keeps the drugs of an order from being given at its visits. */
export const regimenFindings = ({ submission, therapy: main, asOf }: Checked): Finding[] => {
  const { alsoInfused = [] } = submission.order;
  const [own, ...others] = drugsOf(submission, main);
  if (!own) return [];
  const firstOn = expectedStart(submission.order, asOf);
  const families = new Map<string, string>();
  if (own.therapy) families.set(own.therapy.family, '/order/drug');
  const found = others.flatMap(({ submission: { order }, therapy }, index): Finding[] => {
    const isAsked = alsoInfused[index]?.notUnderstood?.some(({ about }) => about === 'timing');
    const hasDays = order.frequency ?? order.phases ?? order.doses;
    const apart =
      hasDays !== undefined &&
      !isAsked &&
      !sharesDays(own.submission.order, order, {
        order: { therapy: own.therapy, firstOn },
        other: { therapy, firstOn },
      });
    const twice = therapy !== undefined && families.has(therapy.family);
    if (therapy) families.set(therapy.family, pointerOf(index));
    return [
      ...(apart
        ? [
            missing({
              code: 'regimen-days-differ',
              pointer: pointerOf(index),
              text: 'This drug is ordered on days on which the order has no visit.',
              fix: 'Order the drug with the most days first and the others beside it, or send this one as a referral of its own.',
              source,
            }),
          ]
        : []),
      ...(twice && therapy?.family !== 'antibacterial'
        ? [
            block({
              code: 'duplicate-class',
              pointer: pointerOf(index),
              text: 'Two drugs of one class are ordered for the same visits.',
              fix: 'Leave one of them out, or have a clinician clear it with a reason.',
              source: startingValues,
            }),
          ]
        : []),
    ];
  });
  return certificatesOf([own, ...others]).size > 1
    ? [
        ...found,
        block({
          code: 'regimen-two-certificates',
          pointer: '/order/alsoInfused',
          text: 'The drugs of the order need sites of two different certificates, and are given at one visit.',
          fix: 'Send them as two referrals, or have a clinician clear it with a reason.',
          source,
        }),
      ]
    : found;
};
