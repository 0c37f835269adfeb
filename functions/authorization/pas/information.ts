import type * as z from 'zod';
import { conceptWords } from '../../fhir/elements.ts';
import { shortened, wholeDate } from '../../fhir/values.ts';
import type { InformationAsked, PayerAnswer } from '../payer-answer.ts';
import { extensions, pasSystems } from './codes.ts';
import { CommunicationRequest, PayerTask, type ResponseBundle } from './response-form.ts';
import { codesIn, find, parseInstant } from './response-values.ts';

/** LOINC 102089-0: the payer asks for a questionnaire. */
const questionnaire = '102089-0';

const askedIn = (request: z.infer<typeof CommunicationRequest>): InformationAsked[] => {
  const line = find(request.extension, extensions.serviceLineNumber)?.valuePositiveInt;
  const at = line === undefined ? {} : { line };
  const said = (request.payload ?? []).map(({ contentString }) => contentString ?? '');
  const codes = [
    ...(request.category ?? []).flatMap((concept) => codesIn(concept)),
    ...said,
  ].filter(isCode);
  return [
    ...codes.map(
      (code): InformationAsked => ({
        kind: code === questionnaire ? 'questionnaire' : 'attachment',
        code,
        ...at,
      }),
    ),
    ...inWords(said.filter((one) => !isCode(one))).map((one) => ({ ...one, ...at })),
  ];
};

/** Statuses of requests and tasks that ask no more; `doNotPerform` turns one around. */
const ended = ['completed', 'cancelled', 'rejected', 'failed', 'revoked', 'entered-in-error'];

type Asking = { status?: string | undefined; doNotPerform?: boolean | undefined };

const isOpen = ({ status = '', doNotPerform = false }: Asking): boolean =>
  !ended.includes(status) && !doNotPerform;

/** Codes that may be asked for: X12 755 and LOINC are short. */
const isCode = (text: string): boolean => /^[A-Z0-9-]{1,12}$/.test(text);

/** What is asked in words alone, as sent: a person reads it. */
const inWords = (said: readonly (string | undefined)[]): InformationAsked[] => {
  const words = said.filter((one) => one?.trim()).join('; ');
  return words ? [{ kind: 'words', code: shortened(words, 400) }] : [];
};

/** Inputs that say where to send, not what. */
const addresses = ['PAYER-URL'];

/** What a Task of the payer asks for, with the line that stands beside each document. */
const askedInTask = ({ input = [] }: z.infer<typeof PayerTask>): InformationAsked[] => {
  const asked = input
    .filter(({ type }) => !codesIn(type, pasSystems.pas).some((kind) => addresses.includes(kind)))
    .flatMap(
      ({
        type,
        extension,
        valueCodeableConcept,
        valueCanonical,
        valueString,
      }): InformationAsked[] => {
        const line = find(extension, extensions.serviceLineNumber)?.valuePositiveInt;
        const at = line === undefined ? {} : { line };
        if (codesIn(type, pasSystems.pas).includes('QUESTIONNAIRES-NEEDED') || valueCanonical)
          return [{ kind: 'questionnaire', code: questionnaire, ...at }];
        const codes = codesIn(valueCodeableConcept).filter(isCode);
        return codes.length > 0
          ? codes.map((code) => ({ kind: 'attachment', code, ...at }))
          : inWords([...conceptWords(valueCodeableConcept), valueString]).map((one) => ({
              ...one,
              ...at,
            }));
      },
    );
  return asked.length > 0 ? asked : [{ kind: 'words', code: 'A task that does not say for what.' }];
};

/** A day ends nowhere in the United States before it ends in UTC: what is due on it is due by then. */
const dueIn = (text: string | undefined): string | undefined =>
  parseInstant(text) ?? (wholeDate(text) ? `${wholeDate(text)}T23:59:59.000Z` : undefined);

type Entry = z.infer<typeof ResponseBundle>['entry'][number];

/** Resources of a kind that ask for something still; one that cannot be read is told in its place. */
const asking = <T extends Asking>(
  entry: readonly Entry[],
  kind: string,
  form: z.ZodType<T>,
): { open: T[]; unread: InformationAsked[] } => {
  const read = entry
    .filter(({ resource }) => resource.resourceType === kind)
    .map(({ resource }) => form.safeParse(resource));
  return {
    open: read.flatMap(({ data }) => (data && isOpen(data) ? [data] : [])),
    unread: read
      .filter(({ success }) => !success)
      .map(() => ({ kind: 'words', code: `A ${kind} that cannot be read.` })),
  };
};

/** What the payer wants to see before it decides, and until when: by a request or by a Task. */
export const informationIn = ({
  entry,
}: z.infer<typeof ResponseBundle>): Pick<PayerAnswer, 'information' | 'informationDueAt'> => {
  const requests = asking(entry, 'CommunicationRequest', CommunicationRequest);
  const tasks = asking(entry, 'Task', PayerTask);
  const [informationDueAt] = [
    ...requests.open.map(
      ({ occurrencePeriod, occurrenceDateTime }) => occurrencePeriod?.end ?? occurrenceDateTime,
    ),
    ...tasks.open.map(({ restriction }) => restriction?.period?.end),
  ]
    .map(dueIn)
    .filter((at) => at !== undefined)
    .sort();
  return {
    information: [
      ...requests.open.flatMap(askedIn),
      ...tasks.open.flatMap(askedInTask),
      ...requests.unread,
      ...tasks.unread,
    ],
    ...(informationDueAt ? { informationDueAt } : {}),
  };
};
