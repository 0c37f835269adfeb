import type * as z from 'zod';
import type { InformationAsked, PayerAnswer } from '../payer-answer.ts';
import { extensions } from './codes.ts';
import { CommunicationRequest, type ResponseBundle } from './response-form.ts';
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

/** What the payer wants to see before it decides, and until when. */
export const informationIn = ({
  entry,
}: z.infer<typeof ResponseBundle>): Pick<PayerAnswer, 'information' | 'informationDueAt'> => {
  const requests = entry.flatMap(({ resource }) => {
    const request = CommunicationRequest.safeParse(resource);
    return request.success ? [request.data] : [];
  });
  const [informationDueAt] = requests
    .map(({ occurrencePeriod, occurrenceDateTime }) =>
      parseInstant(occurrencePeriod?.end ?? occurrenceDateTime),
    )
    .filter((at) => at !== undefined)
    .sort();
  return {
    information: requests.flatMap(askedIn),
    ...(informationDueAt ? { informationDueAt } : {}),
  };
};
