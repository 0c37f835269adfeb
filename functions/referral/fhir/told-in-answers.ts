import * as z from 'zod';
import { CodeableConcept, conceptWords } from '../../fhir/elements.ts';
import { earliestDate } from '../../fhir/values.ts';
import { daysBetween } from '../../platform/days.ts';
import type { BundleReading } from './bundle.ts';
import type { Remark } from './remarks.ts';

/** What kinds of resource that no rule reads as a whole tell of the patient: each may be so, and is looked at. */

/** Days for which an answer or a message tells of today; own rule. */
const tellsForDays = 30;

const text = z.string().max(4000);
const Kinds = {
  QuestionnaireResponse: z.looseObject({
    status: text.optional(),
    authored: text.optional(),
    item: z.array(z.unknown()).max(300).optional(),
  }),
  RiskAssessment: z.looseObject({
    status: text.optional(),
    occurrenceDateTime: text.optional(),
    prediction: z
      .array(
        z.looseObject({
          outcome: CodeableConcept.optional(),
          qualitativeRisk: CodeableConcept.optional(),
        }),
      )
      .max(20)
      .optional(),
  }),
  Communication: z.looseObject({
    status: text.optional(),
    sent: text.optional(),
    received: text.optional(),
    payload: z
      .array(z.looseObject({ contentString: text.optional() }))
      .max(20)
      .optional(),
  }),
};
const Item = z.looseObject({
  text: text.optional(),
  item: z.array(z.unknown()).max(300).optional(),
  answer: z
    .array(
      z.looseObject({
        valueBoolean: z.boolean().optional(),
        valueString: text.optional(),
        valueCoding: z.looseObject({ code: text.optional(), display: text.optional() }).optional(),
        item: z.array(z.unknown()).max(300).optional(),
      }),
    )
    .max(50)
    .optional(),
});

/** Questions whose yes says that somebody was told, or was looked at: no danger by itself. */
const ofCare =
  /\b(understand\w*|aware|informed|explain\w*|discuss\w*|educat\w*|counsel\w*|consent\w*|agree\w*|received|review\w*|provided|guide|risks?|check\w*|screen\w*|test\w*|no|not|never|free of|famil\w*|mother|father|vaccin\w*)\b/i;
const isYes = (words: string): boolean =>
  /^(yes|y|true|s[ií]|373066001|LA33-6)$/i.test(words.trim());

/** Questions that were answered with yes, however deep; a stack of ours, as the sender chooses the depth. */
const answeredYes = (items: readonly unknown[]): string[] => {
  const found: string[] = [];
  const open = [...items].reverse();
  for (let next = open.pop(), seen = 0; next !== undefined && seen < 1000; next = open.pop()) {
    seen += 1;
    const item = Item.safeParse(next).data;
    const { text: asked = '', answer = [] } = item ?? {};
    const says = answer.some(
      ({ valueBoolean, valueString = '', valueCoding }) =>
        valueBoolean === true ||
        [valueString, valueCoding?.code ?? '', valueCoding?.display ?? ''].some(isYes),
    );
    if (says && asked && !ofCare.test(asked)) found.push(asked);
    open.push(...(item?.item ?? []), ...answer.flatMap((one) => one.item ?? []));
  }
  return found;
};

/** Sentences in which somebody reports what a patient has; advice and denials are none. */
const reports = /\b(report\w*|has|had|having|develop\w*|complain\w*|c\/o|noticed|started)\b/i;
const isAdvice = /\b(if|when|call|should|would|may|any|denies|denied|no|not|without|watch)\b/i;

const reported = (words: string): string[] =>
  words.split(/[;!?\n]+|\.(?!\d)/).filter((one) => reports.test(one) && !isAdvice.test(one));

const stands = ['completed', 'amended', 'final', 'in-progress'];

/** Dangers that answers, messages and assessed risks tell of, as conditions that may be there. */
export const toldInAnswers = (reading: BundleReading): Remark[] =>
  reading.unlookedOf(Object.keys(Kinds)).flatMap(({ at, resource }): Remark[] => {
    const told = (words: readonly string[], when: string | undefined): Remark[] => {
      const since = earliestDate(when);
      const isOld = since !== undefined && daysBetween(since, reading.asOf) > tellsForDays;
      return words.length === 0 || isOld
        ? []
        : [{ at, resource, words, state: 'possible', ...(since ? { since } : {}) }];
    };
    const kind = resource.resourceType as keyof typeof Kinds;
    if (!stands.includes(String(resource.status ?? 'final'))) return [];
    if (kind === 'QuestionnaireResponse') {
      const read = Kinds[kind].safeParse(resource).data;
      return told(answeredYes(read?.item ?? []), read?.authored);
    }
    if (kind === 'Communication') {
      const read = Kinds[kind].safeParse(resource).data;
      const said = (read?.payload ?? []).flatMap((one) => reported(one.contentString ?? ''));
      return told(said, read?.sent ?? read?.received);
    }
    const read = Kinds[kind].safeParse(resource).data;
    const grave = (read?.prediction ?? []).filter(({ qualitativeRisk }) =>
      [
        ...(qualitativeRisk?.coding ?? []).map(({ code = '' }) => code),
        ...conceptWords(qualitativeRisk),
      ].some((word) => /^(very )?high|certain/i.test(word)),
    );
    return told(
      grave.flatMap(({ outcome }) => conceptWords(outcome)),
      undefined,
    );
  });
