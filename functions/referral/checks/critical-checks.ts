import { daysBetween } from '../../platform/days.ts';
import type { Finding, Observation } from '../referral.ts';
import { type Checked, warn } from './findings.ts';

/** Marks of a laboratory for what endangers: HL7 ObservationInterpretation, and words. */
const critical = /^(HH|LL|AA|H>|L<)$|\b(critical|panic)\b/i;
/** Days for which such a result bears on a visit; own rule. */
const days = 30;

const shownValue = ({ value }: Observation): string => {
  if (!value) return '';
  return 'value' in value
    ? [value.comparator, value.value, value.unit].filter(Boolean).join(' ')
    : value.coded;
};

/**
 * The newest result of each test that the laboratory calls critical and the therapy does not ask for:
 * a clinician is told of it. What the therapy asks for is judged by its own limits.
 */
export const criticalFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  const judged = new Set((therapy?.screening ?? []).flatMap(({ codes }) => codes.flat()));
  const newest = new Map<string, { one: Observation; index: number }>();
  for (const [index, one] of submission.observations.entries()) {
    const before = newest.get(one.code)?.one.on ?? '';
    if (one.on !== undefined && one.on >= before) newest.set(one.code, { one, index });
  }
  return [...newest.values()]
    .filter(
      ({ one: { code, on = '', status, interpretation = [] } }) =>
        !judged.has(code) &&
        status !== 'entered-in-error' &&
        status !== 'cancelled' &&
        daysBetween(on, asOf) <= days &&
        interpretation.some((mark) => critical.test(mark)),
    )
    .slice(0, 5)
    .map(({ one, index }) =>
      warn({
        code: 'result-critical',
        pointer: `/observations/${index}`,
        text: 'The laboratory marks a result of the last days as critical.',
        fix: 'Weigh it before the next dose, and see that whoever ordered the test knows.',
        said: [one.text ?? one.code, shownValue(one)].join(': ').slice(0, 300),
        source: 'marks of laboratories, HL7 ObservationInterpretation; general knowledge - verify',
      }),
    );
};
