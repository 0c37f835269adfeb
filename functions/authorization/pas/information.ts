import type * as z from 'zod';
import type { CodeableConcept } from '../../fhir/elements.ts';
import { shortened, wholeDate } from '../../fhir/values.ts';
import { granting } from '../answer/agreement.ts';
import { isMereReview, isUsual } from '../answer/contrary-words.ts';
import type { InformationAsked, LineAnswer, PayerAnswer } from '../payer-answer.ts';
import { extensions, pasSystems } from './codes.ts';
import type { FoundResponse } from './response-body.ts';
import {
  CommunicationRequest,
  PayerTask,
  Questionnaire,
  type ResponseExtension,
} from './response-form.ts';
import { asSent, codesIn, find, formAsSent, parseInstant } from './response-values.ts';

/** LOINC 102089-0: the payer asks for a questionnaire. */
const questionnaire = '102089-0';

/** Codes that may be asked for: X12 755 and LOINC are short. */
const isCode = (text: string): boolean => /^[A-Z0-9-]{1,12}$/.test(text);

/** What is asked in words alone, as sent: a person reads it. */
const inWords = (said: readonly (string | undefined)[]): InformationAsked[] => {
  const words = said.filter((one) => one?.trim()).join('; ');
  return words ? [{ kind: 'words', code: shortened(words, 400) }] : [];
};

/** The document or questionnaire behind a code, with what the payer calls it. */
const byCode = (code: string, says: string): InformationAsked => ({
  kind: code === questionnaire ? 'questionnaire' : 'attachment',
  code,
  ...(says && says !== code ? { says: shortened(says, 200) } : {}),
});

type Concept = Parameters<typeof asSent>[0];

/** What a concept asks for: each of its codes, or its words where it has none. */
const inConcept = (concept: Concept): InformationAsked[] => {
  const codes = codesIn(concept).filter(isCode);
  return codes.length > 0
    ? codes.map((code) => byCode(code, asSent(concept)))
    : inWords([asSent(concept)]);
};

/** A day ends nowhere in the United States before it ends in UTC: what is due on it is due by then. */
const dueIn = (text: string | undefined): string | undefined =>
  parseInstant(text) ?? (wholeDate(text) ? `${wholeDate(text)}T23:59:59.000Z` : undefined);

/** The same of each that is asked for together. */
const together =
  (line: number | undefined, due: string | undefined) =>
  (one: InformationAsked): InformationAsked => {
    const dueAt = dueIn(due);
    return {
      ...one,
      ...(one.line === undefined && line !== undefined ? { line } : {}),
      ...(dueAt ? { dueAt } : {}),
    };
  };

/** A time by which it is wanted that is no day, such as a month: a person reads it. */
const unreadDue = (due: string | undefined): string[] =>
  due !== undefined && dueIn(due) === undefined ? [`by ${due}`] : [];

/** How it is to be answered, as sent, such as a number to fax to. */
const answeredBy = (medium: readonly CodeableConcept[]): string[] =>
  medium.map(asSent).filter(Boolean);

/** The line that something is asked for. */
const lineIn = (list: readonly ResponseExtension[] | undefined): number | undefined => {
  const number = find(list, extensions.serviceLineNumber) ?? find(list, extensions.paLineNumber);
  return number?.valuePositiveInt ?? number?.valueInteger;
};

type Payload = NonNullable<z.infer<typeof CommunicationRequest>['payload']>[number];

/** What narrows a payload down: of which time it is to be (contentModifier), and for which diagnosis. */
const narrowedBy = ({ extension = [] }: Payload): string =>
  extension
    .filter(({ url }) =>
      [extensions.contentModifier, extensions.communicatedDiagnosis].some((one) => one === url),
    )
    .map(({ valueCodeableConcept }) => asSent(valueCodeableConcept))
    .filter(Boolean)
    .join('; ');

/** What says that it is a questionnaire; a form by any other name is told in words. */
const isForm = (text: string | undefined): text is string =>
  text !== undefined && /questionnaire/i.test(text);

/** One payload: a code, a form, words, or a document that is pointed to, with what narrows it down. */
const askedInPayload = (payload: Payload): InformationAsked[] => {
  const { contentString = '', contentReference, contentAttachment } = payload;
  const narrowed = narrowedBy(payload);
  if (isCode(contentString)) return [byCode(contentString, narrowed)];
  const pointed = contentReference?.display ?? contentReference?.reference;
  const attached = contentAttachment?.title ?? contentAttachment?.url;
  const form = [contentReference?.reference, pointed, attached].find(isForm);
  if (form && !contentString)
    return [
      byCode(questionnaire, [pointed ?? attached ?? form, narrowed].filter(Boolean).join('; ')),
    ];
  return inWords([contentString, pointed, attached, narrowed]);
};

const askedIn = (request: z.infer<typeof CommunicationRequest>): InformationAsked[] => {
  const { extension, category = [], payload = [], note = [], reasonCode = [] } = request;
  const { occurrencePeriod, occurrenceDateTime, medium = [] } = request;
  const due = occurrencePeriod?.end ?? occurrenceDateTime;
  const asked = [
    ...category.flatMap(inConcept),
    ...payload.flatMap(askedInPayload),
    ...inWords([
      ...note.map(({ text }) => text),
      ...reasonCode.map(asSent),
      ...answeredBy(medium),
      ...unreadDue(due),
    ]),
  ];
  return (
    asked.length > 0
      ? asked
      : [{ kind: 'words' as const, code: 'A request that does not say for what.' }]
  ).map(together(lineIn(extension), due));
};

/** Inputs that name a questionnaire: the guide's narrative and its profile call them differently. */
const questionnaires = ['QUESTIONNAIRES-NEEDED', 'QUESTIONNAIRE-CONTEXT'];
/** A Task that is for a questionnaire, whether or not it says for which. */
const questionnaireTask = 'ATTACHMENT-REQUEST-QUESTIONNAIRE';

/** Inputs that say where to send, not what. */
const addresses = ['PAYER-URL'];

type Input = NonNullable<z.infer<typeof PayerTask>['input']>[number];

/** What an input holds of another type than PAS gives it, in words. */
const otherValues = (input: Input): string[] =>
  Object.entries(input).flatMap(([name, value]) => {
    if (!name.startsWith('value') || readValues.includes(name)) return [];
    if (typeof value !== 'object' || value === null) return [String(value)];
    const { display, reference, title, url, code, text } = value as Record<string, unknown>;
    const words = [code, display, text, title, reference ?? url].filter(
      (one) => typeof one === 'string',
    );
    return [words.join(' ') || JSON.stringify(value).slice(0, 200)];
  });

const readValues = ['valueCodeableConcept', 'valueCanonical', 'valueString'];

const askedInInput = (input: Input): InformationAsked[] => {
  const { type, extension, valueCodeableConcept, valueCanonical, valueString } = input;
  const kinds = codesIn(type, pasSystems.pas);
  if (kinds.some((kind) => addresses.includes(kind))) return [];
  const line = lineIn(extension);
  const at = line === undefined ? {} : { line };
  if (kinds.some((kind) => questionnaires.includes(kind)) || valueCanonical)
    return [{ ...byCode(questionnaire, valueCanonical ?? valueString ?? ''), ...at }];
  const others = otherValues(input);
  const named = others.length > 0 ? [type?.text ?? '', ...others] : [];
  return [...inConcept(valueCodeableConcept), ...inWords([valueString, ...named])].map((one) => ({
    ...one,
    ...at,
  }));
};

/** Why a Task is there, in the payer's own words; that it is for an authorization (PAS) says nothing. */
const reasonIn = (concept: CodeableConcept | undefined): string =>
  asSent({
    ...concept,
    coding: concept?.coding?.filter(({ system }) => system !== pasSystems.pas),
  });

/** What a Task of the payer asks for, with the line that stands beside each document. */
const askedInTask = (task: z.infer<typeof PayerTask>): InformationAsked[] => {
  const { input = [], restriction, executionPeriod, description, note = [], code } = task;
  const due = restriction?.period?.end ?? executionPeriod?.end;
  const named = input.flatMap(askedInInput);
  const isUnnamed =
    codesIn(code).includes(questionnaireTask) &&
    !named.some(({ kind }) => kind === 'questionnaire');
  const asked = [
    ...named,
    ...(isUnnamed ? [byCode(questionnaire, '')] : []),
    ...inWords([
      code?.text,
      description,
      reasonIn(task.reasonCode),
      ...note.map(({ text }) => text),
      ...unreadDue(due),
    ]),
  ];
  return (
    asked.length > 0
      ? asked
      : [{ kind: 'words' as const, code: 'A task that does not say for what.' }]
  ).map(together(undefined, due));
};

/** Statuses of requests and tasks that ask no more; `doNotPerform` turns one around. */
const ended = ['completed', 'cancelled', 'rejected', 'failed', 'revoked', 'entered-in-error'];

type Asking = { status?: string | undefined; doNotPerform?: boolean | undefined };

const isOpen = ({ status = '', doNotPerform = false }: Asking): boolean =>
  !ended.includes(status) && !doNotPerform;

type Resource = { resourceType: string };

/** What resources of a kind ask for still; one that cannot be read is told in its place. */
const asking = <T extends Asking>(
  resources: readonly Resource[],
  { kind, form, read }: { kind: string; form: z.ZodType<T>; read: (of: T) => InformationAsked[] },
): InformationAsked[] =>
  resources
    .filter(({ resourceType }) => resourceType === kind)
    .flatMap((resource) => {
      const { success, data } = form.safeParse(resource);
      if (!success) return inWords([`A ${kind} that cannot be read.`]);
      return isOpen(data) ? read(data) : [];
    });

/** Requests that the answer points to and does not hold. */
const missing = ({ bundle, response }: FoundResponse): InformationAsked[] => {
  const { communicationRequest = [], contained = [] } = response;
  const names = new Set([
    ...bundle.entry.flatMap(({ fullUrl, resource }) => [
      fullUrl,
      `${resource.resourceType}/${resource.id}`,
    ]),
    ...contained.map(({ id }) => `#${id}`),
  ]);
  return communicationRequest
    .filter(({ reference }) => reference === undefined || !names.has(reference))
    .flatMap(({ reference, display }) =>
      inWords([
        `A request that is not in the answer${reference ? ` (${reference})` : ''}`,
        display,
      ]),
    );
};

/** Neither that it is being looked at, nor what payers write under every answer. */
const mayAsk = (text: string): boolean => !isMereReview(text) && !isUsual(text);

/** Notes on what is still decided: whatever is more than "we are looking at it" may ask for something. */
const inNotes = (
  { response, others }: FoundResponse,
  lines: readonly LineAnswer[],
  header: LineAnswer | undefined,
): InformationAsked[] => {
  const { processNote = [], item = [] } = response;
  const atLines = new Set(item.flatMap(({ noteNumber = [] }) => noteNumber));
  const isPending = header?.action === 'A4' || lines.some(({ action }) => action === 'A4');
  const ofWhole = processNote.flatMap(({ number, text }) =>
    text?.trim() && !(number !== undefined && atLines.has(number)) ? [text] : [],
  );
  return [
    ...lines.flatMap(({ action, note, sequence }) =>
      action === 'A4' && note && mayAsk(note)
        ? inWords([note]).map((one) => ({ ...one, line: sequence }))
        : [],
    ),
    ...(isPending
      ? [...ofWhole, ...others.messages].filter(mayAsk).flatMap((text) => inWords([text]))
      : []),
  ];
};

/** Questionnaires that are in the answer itself, where no request or Task has named them. */
const sentAlong = (
  resources: readonly Resource[],
  asked: readonly InformationAsked[],
): InformationAsked[] =>
  asking(resources, {
    kind: 'Questionnaire',
    form: Questionnaire,
    read: ({ title, url, id }) => [byCode(questionnaire, title ?? url ?? id ?? '')],
  }).filter(() => !asked.some(({ kind }) => kind === 'questionnaire'));

/** A form beside a decision that is still to come; beside one that was made it is a letter. */
const inForm = (
  { response }: FoundResponse,
  lines: readonly LineAnswer[],
  header: LineAnswer | undefined,
): InformationAsked[] => {
  const isPending = header?.action === 'A4' || lines.some(({ action }) => action === 'A4');
  if (!isPending || (!response.form && !response.formCode)) return [];
  return [byCode(questionnaire, formAsSent(response) || 'A form')];
};

/**
 * What the payer wants to see before it decides, and until when: by a request, a Task, a form, a
 * questionnaire or a note.
 */
export const informationIn = (
  found: FoundResponse,
  lines: readonly LineAnswer[],
  header: LineAnswer | undefined,
): Pick<PayerAnswer, 'information' | 'informationDueAt'> => {
  const { bundle, response } = found;
  const resources: Resource[] = [
    ...bundle.entry.map(({ resource }) => resource),
    ...(response.contained ?? []),
  ];
  const requested = [
    ...asking(resources, {
      kind: 'CommunicationRequest',
      form: CommunicationRequest,
      read: askedIn,
    }),
    ...asking(resources, { kind: 'Task', form: PayerTask, read: askedInTask }),
  ];
  const information = [
    ...requested,
    ...sentAlong(resources, requested),
    ...inForm(found, lines, header),
    ...missing(found),
    ...inNotes(found, lines, header),
  ];
  const [informationDueAt] = information.flatMap(({ dueAt }) => dueAt ?? []).sort();
  return { information, ...(informationDueAt ? { informationDueAt } : {}) };
};

const waiting = new Set(['A4', 'CT']);

/** A line about which the payer still asks is not granted, whatever its code says. */
export const contradictedBy = (
  information: readonly InformationAsked[],
  lines: readonly LineAnswer[],
): LineAnswer[] => {
  const isAnyWaiting = lines.some(({ action }) => action && waiting.has(action));
  return lines.map((line) => {
    const isAsked = information.some((one) =>
      one.line === undefined ? !isAnyWaiting : one.line === line.sequence,
    );
    return isAsked && line.action && granting.has(line.action)
      ? { ...line, doubts: [...line.doubts, 'a request for information about it'] }
      : line;
  });
};
