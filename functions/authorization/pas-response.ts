import * as z from 'zod';
import { readSendingId } from './authorization.ts';
import { extensions, systems, x12 } from './pas-codes.ts';
import {
  type AddItem,
  type Adjudication,
  ClaimResponse,
  CommunicationRequest,
  type Concept,
  type Extension,
  type Item,
  type Period,
  type Quantity,
  ResponseBundle,
  Wrapped,
} from './pas-response-form.ts';

/**
 * Reads what a payer says of a request: the response bundle of PAS 2.2.1 or 2.0.1, the Parameters
 * of an inquiry, or a bare ClaimResponse. Hostile until read: only the fields named here are
 * looked at, each bounded.
 */
/** What the payer says of one line. Amounts only where they are whole and not negative. */
export type LineAnswer = {
  sequence: number;
  /** X12 306. */
  action?: string;
  number?: string;
  reference?: string;
  /** X12 886. */
  reasons: string[];
  units?: number;
  from?: string;
  through?: string;
  code?: string;
  placeOfService?: string;
  /** The payer changed the line and said to what. */
  changed: boolean;
  /** Two places of the answer disagree on what was granted. */
  contradictory: boolean;
};

export type InformationAsked = {
  kind: 'attachment' | 'questionnaire';
  /** X12 755 or LOINC. */
  code: string;
  line?: number;
};

export type PayerAnswer = {
  /** Ids of our sendings that the answer names. */
  about: { authorizationId: string; number: number }[];
  /** The payer's own time; without a readable one the answer counts as oldest. */
  at: string;
  lines: LineAnswer[];
  /** The decision for lines that have none of their own. */
  header?: LineAnswer;
  /** Lines the payer added that match none of ours. */
  added: number;
  errors: { code: string; followUp: string }[];
  information: InformationAsked[];
  informationDueAt?: string;
};

/** The body is not an answer to a request. `message` is a code. */
export class UnreadableAnswer extends Error {
  override name = 'UnreadableAnswer';
}

const codeIn = (concept: z.infer<typeof Concept> | undefined, system?: string): string =>
  concept?.coding?.find((coding) => system === undefined || coding.system === system)?.code ??
  concept?.coding?.[0]?.code ??
  '';

const dateOf = (text: string | undefined): string | undefined => {
  const date = z.iso.date().safeParse(text?.slice(0, 10));
  return date.success ? date.data : undefined;
};

const instantOf = (text: string | undefined): string | undefined => {
  const instant = z.iso.datetime({ offset: true }).safeParse(text);
  return instant.success ? new Date(instant.data).toISOString() : undefined;
};

const wholeOf = (quantity: z.infer<typeof Quantity> | undefined): number | undefined =>
  quantity?.value !== undefined && Number.isSafeInteger(quantity.value) && quantity.value >= 0
    ? quantity.value
    : undefined;

const find = (list: readonly Extension[] | undefined, url: string): Extension | undefined =>
  list?.find((extension) => extension.url === url);

type Reviewed = Pick<LineAnswer, 'action' | 'number' | 'reasons'>;

/** The decision code stands under its full address; 2.0.1 servers also use the short name. */
const reviewOf = (adjudications: readonly z.infer<typeof Adjudication>[] = []): Reviewed => {
  const review = adjudications
    .map(({ extension }) => find(extension, extensions.reviewAction))
    .find((found) => found !== undefined);
  const parts = review?.extension ?? [];
  const code = parts.find(
    ({ url }) =>
      url === extensions.reviewActionCode || url === 'reviewActionCode' || url === 'code',
  );
  const number = parts.find(({ url }) => url === 'number')?.valueString;
  const action = codeIn(code?.valueCodeableConcept, x12('306'));
  return {
    ...(action ? { action } : {}),
    ...(number ? { number: number.slice(0, 60) } : {}),
    reasons: parts
      .filter(({ url }) => url === 'reasonCode')
      .map(({ valueCodeableConcept }) => codeIn(valueCodeableConcept).slice(0, 10))
      .filter(Boolean),
  };
};

const periodOf = (period: z.infer<typeof Period> | undefined) => {
  const from = dateOf(period?.start);
  const through = dateOf(period?.end);
  return { ...(from ? { from } : {}), ...(through ? { through } : {}) };
};

const detailOf = (list: readonly Extension[] | undefined) => {
  const parts = find(list, extensions.authorizedDetail)?.extension ?? [];
  const units = wholeOf(parts.find(({ url }) => url === 'quantity')?.valueQuantity);
  const code = codeIn(
    parts.find(({ url }) => url === 'productOrServiceCode')?.valueCodeableConcept,
  );
  return { ...(units === undefined ? {} : { units }), ...(code ? { code } : {}) };
};

/** What was granted in place of the request: native fields first, then the detail beside them. */
const grantOf = (add: z.infer<typeof AddItem>) => {
  const detail = detailOf(add.extension);
  const units = wholeOf(add.quantity) ?? detail.units;
  const code = codeIn(add.productOrService) || detail.code;
  const place = codeIn(add.locationCodeableConcept, systems.placeOfService);
  return {
    ...(units === undefined ? {} : { units }),
    ...(code ? { code } : {}),
    ...(place ? { placeOfService: place } : {}),
    ...periodOf(find(add.extension, extensions.preAuthPeriod)?.valuePeriod ?? add.servicedPeriod),
  };
};

const lineOf = (
  item: z.infer<typeof Item>,
  adds: readonly z.infer<typeof AddItem>[],
): LineAnswer => {
  const own = reviewOf(item.adjudication);
  const add = adds.find(({ itemSequence }) => itemSequence?.includes(item.itemSequence));
  const granted = add ? grantOf(add) : {};
  const inAdd = reviewOf(add?.adjudication);
  const detail = detailOf(item.extension);
  const reference = find(item.extension, extensions.administrationReferenceNumber)?.valueString;
  const number = own.number ?? inAdd.number;
  const action = own.action ?? inAdd.action;
  return {
    sequence: item.itemSequence,
    ...(action ? { action } : {}),
    ...(number ? { number } : {}),
    ...(reference ? { reference: reference.slice(0, 60) } : {}),
    reasons: [...new Set([...own.reasons, ...inAdd.reasons])],
    ...periodOf(find(item.extension, extensions.preAuthPeriod)?.valuePeriod),
    ...detail,
    ...granted,
    changed: add !== undefined,
    contradictory:
      'units' in granted && detail.units !== undefined && granted.units !== detail.units,
  };
};

const errorsOf = ({ error = [] }: z.infer<typeof ClaimResponse>) =>
  error.map(({ code, extension }) => ({
    code: codeIn(code, x12('901')),
    followUp: codeIn(find(extension, extensions.errorFollowupAction)?.valueCodeableConcept),
  }));

/** LOINC 102089-0: the payer asks for a questionnaire. */
const questionnaire = '102089-0';

const askedIn = (request: z.infer<typeof CommunicationRequest>): InformationAsked[] => {
  const line = find(request.extension, extensions.serviceLineNumber)?.valuePositiveInt;
  const codes = [
    ...(request.category ?? []).map((concept) => codeIn(concept)),
    ...(request.payload ?? []).map(({ contentString }) => contentString ?? ''),
  ].filter((code) => /^[A-Z0-9-]{1,12}$/.test(code));
  return codes.map((code) => ({
    kind: code === questionnaire ? 'questionnaire' : 'attachment',
    code,
    ...(line === undefined ? {} : { line }),
  }));
};

/** The bundle inside whatever form the answer takes. */
const bundleIn = (body: unknown): z.infer<typeof ResponseBundle> => {
  const wrapped = Wrapped.safeParse(body);
  if (wrapped.success) {
    const inner = wrapped.data.parameter.find(({ name }) =>
      ['return', 'responseBundle'].includes(name),
    );
    return bundleIn(inner?.resource);
  }
  const bare = ClaimResponse.safeParse(body);
  if (bare.success) return { resourceType: 'Bundle', entry: [{ resource: bare.data }] };
  const bundle = ResponseBundle.safeParse(body);
  if (!bundle.success) throw new UnreadableAnswer('not-a-response-bundle');
  return bundle.data;
};

const oldest = '1970-01-01T00:00:00.000Z';

/** @throws UnreadableAnswer for a body without a ClaimResponse in first place. */
export const readPayerAnswer = (body: unknown): PayerAnswer => {
  const bundle = bundleIn(body);
  const response = ClaimResponse.safeParse(bundle.entry[0]?.resource);
  if (!response.success) throw new UnreadableAnswer('no-claim-response');
  const claim = response.data;
  const adds = claim.addItem ?? [];
  const items = claim.item ?? [];
  const known = new Set(items.map(({ itemSequence }) => itemSequence));
  const lines = items.map((item) => lineOf(item, adds));
  const review = reviewOf(claim.adjudication);
  const queued = review.action === undefined && claim.outcome === 'queued';
  const whole = periodOf(claim.preAuthPeriod);
  const requests = bundle.entry.flatMap(({ resource }) => {
    const request = CommunicationRequest.safeParse(resource);
    return request.success ? [request.data] : [];
  });
  const dueAt = requests
    .map(({ occurrencePeriod, occurrenceDateTime }) =>
      instantOf(occurrencePeriod?.end ?? occurrenceDateTime),
    )
    .filter((at) => at !== undefined)
    .sort()[0];
  return {
    about: aboutOf(claim, bundle),
    at: instantOf(claim.created) ?? instantOf(bundle.timestamp) ?? oldest,
    lines: lines.map((line) => ({ ...whole, ...line })),
    ...(review.action || queued
      ? {
          header: {
            sequence: 0,
            ...review,
            action: review.action ?? 'A4',
            ...whole,
            changed: false,
            contradictory: false,
          },
        }
      : {}),
    added: adds.filter(({ itemSequence }) => !itemSequence?.some((one) => known.has(one))).length,
    errors: errorsOf(claim),
    information: requests.flatMap(askedIn),
    ...(dueAt ? { informationDueAt: dueAt } : {}),
  };
};

/** Payers echo our identifiers in one of several places; all that are ours count. */
const aboutOf = (
  { identifier = [], request }: z.infer<typeof ClaimResponse>,
  bundle: z.infer<typeof ResponseBundle>,
): PayerAnswer['about'] => {
  const found = [...identifier, request?.identifier, bundle.identifier]
    .map((one) => readSendingId(one?.value ?? ''))
    .filter((one) => one !== undefined);
  return [...new Map(found.map((one) => [`${one.authorizationId}-${one.number}`, one])).values()];
};
