import type * as z from 'zod';
import { shortened } from '../../fhir/values.ts';
import { OperationOutcome, ResponseBundle, Wrapped } from './response-form.ts';
import { asSent } from './response-values.ts';

type Issue = z.infer<typeof OperationOutcome>['issue'][number];

const isError = ({ severity }: Issue): boolean =>
  severity !== 'information' && severity !== 'warning' && severity !== 'success';

/** An issue as the payer wrote it: text, diagnostics, and the places it is about; else no more than its kind. */
const wordsOf = ({ severity, code, details, diagnostics, ...at }: Issue): string => {
  const { expression = [], location = [] } = at;
  const said = [asSent(details), diagnostics, ...expression, ...location].filter(Boolean);
  return shortened(said.join(' | ') || [severity, code].filter(Boolean).join(' '), 400);
};

/** Why a server would not do what it was asked: codes that may be uttered, and its words. */
type ServerRefusal = { issues: string[]; words: string[]; isError: boolean };

const isUtterable = (code: string): boolean => /^[a-z-]{1,40}$/.test(code);

const refusedBy = (issues: readonly Issue[]): ServerRefusal => ({
  issues: [...new Set(issues.map(({ code }) => code).filter(isUtterable))],
  words: issues.map(wordsOf).filter(Boolean).slice(0, 10),
  isError: issues.some(isError),
});

const isNamedOutcome = (body: unknown): boolean =>
  (body as { resourceType?: unknown } | undefined)?.resourceType === 'OperationOutcome';

/** The issues of an OperationOutcome; undefined where it is none. One that cannot be read is an error. */
export const readOutcome = (body: unknown): ServerRefusal | undefined => {
  const { success, data } = OperationOutcome.safeParse(body);
  if (success) return refusedBy(data.issue);
  return isNamedOutcome(body)
    ? { issues: [], words: ['An OperationOutcome that cannot be read.'], isError: true }
    : undefined;
};

/** A refusal in place of an answer: an OperationOutcome, or a bundle of nothing else to go by. */
export const readRefusal = (body: unknown): ServerRefusal | undefined => {
  const whole = OperationOutcome.safeParse(body);
  if (whole.success) return refusedBy(whole.data.issue);
  const entry = [
    ...(ResponseBundle.safeParse(body).data?.entry ?? []),
    ...(Wrapped.safeParse(body).data?.parameter ?? []).flatMap(({ resource }) => {
      const refused = OperationOutcome.safeParse(resource).data;
      return refused ? [{ resource: refused }] : [];
    }),
  ];
  if (entry.some(({ resource }) => resource.resourceType === 'ClaimResponse')) return undefined;
  const issues = entry.flatMap(
    ({ resource }) => OperationOutcome.safeParse(resource).data?.issue ?? [],
  );
  return issues.length > 0 ? refusedBy(issues) : undefined;
};
