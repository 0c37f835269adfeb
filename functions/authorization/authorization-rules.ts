import { isInForce } from '../payer/dated-row.ts';
import type { AuthorizationRule } from '../payer/payer.ts';
import type { Determination, Reason } from '../platform/determination.ts';
import type { Setting } from '../therapy/setting.ts';
import type { RecordedNeed } from './recorded-need.ts';

/** What the question whether an authorization is needed turns on. */
export type NeedFacts = {
  payerId: string;
  therapyId: string;
  setting: Setting;
  on: string;
  rules: readonly AuthorizationRule[];
  /** What the payer said when it was asked about eligibility. */
  eligibilitySays?: boolean | undefined;
  /** What a coordinator recorded earlier, when no rule knew. */
  recorded?: RecordedNeed | undefined;
};

export type AuthorizationNeed = 'needed' | 'not-needed' | 'unknown';

const applies = (rule: AuthorizationRule, { therapyId, setting, on }: NeedFacts): boolean =>
  isInForce(rule, on) &&
  (rule.therapies === undefined || rule.therapies.includes(therapyId)) &&
  (rule.settings === undefined || rule.settings.includes(setting));

const bearing = (needed: boolean): Reason['bearing'] => (needed ? 'for' : 'against');

/**
 * Whether this payer wants an authorization. A payer that says so when asked, or a rule that says
 * so, is believed; a rule's "not needed" gives way to the payer's own "needed". What nobody knows
 * is asked of a person.
 */
export const determineNeed = (
  facts: NeedFacts,
): { need: AuthorizationNeed; determination: Determination } => {
  const rule = facts.rules.find((row) => applies(row, facts));
  const { eligibilitySays } = facts;
  const recorded = facts.recorded?.elsewhere ? undefined : facts.recorded;
  const reasons: Reason[] = [
    ...(rule
      ? [
          {
            bearing: bearing(rule.needed),
            code: rule.needed ? 'rule-needs' : 'rule-needs-not',
            text: `A rule of the payer says that an authorization is ${rule.needed ? '' : 'not '}needed.`,
          },
        ]
      : []),
    ...(eligibilitySays === undefined
      ? []
      : [
          {
            bearing: bearing(eligibilitySays),
            code: eligibilitySays ? 'eligibility-needs' : 'eligibility-needs-not',
            text: `Asked about eligibility, the payer says that one is ${eligibilitySays ? '' : 'not '}needed.`,
            source: 'X12 271 EB11',
          },
        ]),
    ...(recorded
      ? [
          {
            bearing: bearing(recorded.needed),
            code: recorded.needed ? 'recorded-needed' : 'recorded-not-needed',
            text: 'A coordinator recorded what the payer said.',
            ...(recorded.reference ? { source: `reference ${recorded.reference}` } : {}),
          },
        ]
      : []),
    ...(facts.recorded?.elsewhere
      ? [
          {
            bearing: 'note' as const,
            code: 'recorded-elsewhere',
            text: 'What a coordinator recorded was about another payer, therapy or setting.',
          },
        ]
      : []),
  ];
  const need = needOf(rule?.needed, eligibilitySays, recorded?.needed);
  return {
    need,
    determination: {
      question: 'authorization-needed',
      facts: {
        payerId: facts.payerId,
        therapyId: facts.therapyId,
        setting: facts.setting,
        on: facts.on,
        ...(eligibilitySays === undefined ? {} : { eligibilitySays }),
      },
      rule: {
        id: rule?.id ?? 'authorization-need.no-rule',
        version: rule?.from ?? '1',
        source: rule?.source ?? 'payer directory',
      },
      answer: need,
      reasons:
        reasons.length > 0
          ? reasons
          : [
              {
                bearing: 'note',
                code: 'no-rule',
                text: 'No rule and no answer of the payer says.',
              },
            ],
    },
  };
};

/** A person's record settles it; then any "needed"; then a rule's word; silence is unknown. */
const needOf = (
  rule: boolean | undefined,
  eligibility: boolean | undefined,
  recorded: boolean | undefined,
): AuthorizationNeed => {
  if (recorded !== undefined) return recorded ? 'needed' : 'not-needed';
  if (rule === true || eligibility === true) return 'needed';
  // A 271 that says "no" speaks of the plan, not of this drug: alone it is not enough.
  return rule === false ? 'not-needed' : 'unknown';
};
