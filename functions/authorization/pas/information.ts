import type * as z from 'zod';
import { wholeDate } from '../../fhir/values.ts';
import type { InformationAsked, PayerAnswer } from '../payer-answer.ts';
import { extensions, pasSystems } from './codes.ts';
import { CommunicationRequest, PayerTask, type ResponseBundle } from './response-form.ts';
import { codesIn, find, parseInstant } from './response-values.ts';

/** LOINC 102089-0: the payer asks for a questionnaire. */
const questionnaire = '102089-0';

const askedIn = (request: z.infer<typeof CommunicationRequest>): InformationAsked[] => {
  const line = find(request.extension, extensions.serviceLineNumber)?.valuePositiveInt;
  const codes = [
    ...(request.category ?? []).flatMap((concept) => codesIn(concept)),
    ...(request.payload ?? []).map(({ contentString }) => contentString ?? ''),
  ].filter((code) => /^[A-Z0-9-]{1,12}$/.test(code));
  return codes.map((code) => ({
    kind: code === questionnaire ? 'questionnaire' : 'attachment',
    code,
    ...(line === undefined ? {} : { line }),
  }));
};

/** Tasks that ask no more. */
const ended = ['completed', 'cancelled', 'rejected', 'failed', 'entered-in-error'];

/** What a Task of the payer asks for, with the line that stands beside each document. */
const askedInTask = ({ input = [] }: z.infer<typeof PayerTask>): InformationAsked[] =>
  input.flatMap(({ type, extension, valueCodeableConcept, valueCanonical }): InformationAsked[] => {
    const line = find(extension, extensions.serviceLineNumber)?.valuePositiveInt;
    const kinds = codesIn(type, pasSystems.pas);
    const at = line === undefined ? {} : { line };
    if (kinds.includes('QUESTIONNAIRES-NEEDED') || valueCanonical)
      return [{ kind: 'questionnaire' as const, code: questionnaire, ...at }];
    return codesIn(valueCodeableConcept)
      .filter((code) => /^[A-Z0-9-]{1,12}$/.test(code))
      .map((code) => ({ kind: 'attachment' as const, code, ...at }));
  });

/** A day ends nowhere in the United States before it ends in UTC: what is due on it is due by then. */
const dueIn = (text: string | undefined): string | undefined =>
  parseInstant(text) ?? (wholeDate(text) ? `${wholeDate(text)}T23:59:59.000Z` : undefined);

/** What the payer wants to see before it decides, and until when: by a request or by a Task. */
export const informationIn = ({
  entry,
}: z.infer<typeof ResponseBundle>): Pick<PayerAnswer, 'information' | 'informationDueAt'> => {
  const requests = entry.flatMap(({ resource }) => {
    const request = CommunicationRequest.safeParse(resource);
    return request.success ? [request.data] : [];
  });
  const tasks = entry
    .flatMap(({ resource }) => {
      const task = PayerTask.safeParse(resource);
      return task.success ? [task.data] : [];
    })
    .filter(({ status }) => !ended.includes(status ?? ''));
  const [informationDueAt] = [
    ...requests.map(
      ({ occurrencePeriod, occurrenceDateTime }) => occurrencePeriod?.end ?? occurrenceDateTime,
    ),
    ...tasks.map(({ restriction }) => restriction?.period?.end),
  ]
    .map(dueIn)
    .filter((at) => at !== undefined)
    .sort();
  return {
    information: [...requests.flatMap(askedIn), ...tasks.flatMap(askedInTask)],
    ...(informationDueAt ? { informationDueAt } : {}),
  };
};
