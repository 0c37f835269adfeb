import * as z from 'zod';
import {
  CodeableConcept,
  FhirQuantity,
  Identifier,
  Period,
  Extension as PlainExtension,
  Reference,
} from '../../fhir/elements.ts';

/**
 * The parts of a payer's response that are looked at, each bounded. Everything else in the body is
 * left alone.
 */

/** An extension with the values that PAS gives its own. */
const InnerExtension = PlainExtension.extend({
  url: z.string().max(300),
  valueString: z.string().max(4_000).optional(),
  valueCodeableConcept: CodeableConcept.optional(),
  valueQuantity: FhirQuantity.optional(),
  valuePeriod: Period.optional(),
  valuePositiveInt: z.number().int().optional(),
  valueInteger: z.number().int().optional(),
  valueIdentifier: Identifier.optional(),
  valueReference: Reference.optional(),
});
export const ResponseExtension = InnerExtension.extend({
  extension: z.array(InnerExtension).max(40).optional(),
});
export type ResponseExtension = z.infer<typeof ResponseExtension>;

const many = <T extends z.ZodType>(schema: T, most: number) => z.array(schema).max(most).optional();
/** Something that turns the meaning of what it stands on, or parts it further: only that it is there. */
const there = many(z.unknown(), 100);

export const Adjudication = z.object({
  extension: many(ResponseExtension, 20),
  modifierExtension: there,
  category: CodeableConcept.optional(),
  reason: CodeableConcept.optional(),
  value: z.number().optional(),
  amount: z
    .object({ value: z.number().optional(), currency: z.string().max(10).optional() })
    .optional(),
});

export const Item = z.object({
  itemSequence: z.number().int(),
  extension: many(ResponseExtension, 40),
  modifierExtension: there,
  noteNumber: many(z.number().int(), 20),
  adjudication: many(Adjudication, 20),
  detail: there,
});
export const AddItem = z.object({
  itemSequence: many(z.number().int(), 50),
  extension: many(ResponseExtension, 40),
  modifierExtension: there,
  detail: there,
  noteNumber: many(z.number().int(), 20),
  provider: many(Reference, 20),
  productOrService: CodeableConcept.optional(),
  modifier: many(CodeableConcept, 10),
  quantity: FhirQuantity.optional(),
  servicedDate: z.string().max(40).optional(),
  servicedPeriod: Period.optional(),
  locationCodeableConcept: CodeableConcept.optional(),
  locationReference: Reference.optional(),
  locationAddress: z.unknown().optional(),
  adjudication: many(Adjudication, 20),
});
const ResponseError = z.object({
  code: CodeableConcept,
  /** The line that it is about, by R4; and the place, as later editions have it. */
  itemSequence: z.number().int().optional(),
  expression: many(z.string().max(400), 20),
  extension: many(ResponseExtension, 20),
});

const ProcessNote = z.object({
  number: z.number().int().optional(),
  text: z.string().max(4_000).optional(),
});

/** A form or a letter that the payer sends along: what it is called, or where it is. */
const Attached = z.looseObject({
  title: z.string().max(400).optional(),
  url: z.string().max(400).optional(),
});

export const ClaimResponse = z.object({
  resourceType: z.literal('ClaimResponse'),
  id: z.string().max(64).optional(),
  status: z.string().max(40).optional(),
  use: z.string().max(40).optional(),
  implicitRules: z.unknown().optional(),
  modifierExtension: there,
  contained: many(z.looseObject({ resourceType: z.string().max(60) }), 100),
  identifier: many(Identifier, 10),
  extension: many(ResponseExtension, 40),
  request: Reference.optional(),
  patient: Reference.optional(),
  requestor: Reference.optional(),
  insurer: Reference.optional(),
  created: z.string().max(40).optional(),
  outcome: z.string().max(40).optional(),
  disposition: z.string().max(4_000).optional(),
  // R4 has one; some servers send a list.
  preAuthRef: z.union([z.string().max(400), z.array(z.string().max(400)).max(10)]).optional(),
  preAuthPeriod: Period.optional(),
  item: many(Item, 100),
  addItem: many(AddItem, 100),
  adjudication: many(Adjudication, 20),
  error: many(ResponseError, 50),
  processNote: many(ProcessNote, 100),
  formCode: CodeableConcept.optional(),
  form: Attached.optional(),
  communicationRequest: many(Reference, 50),
  /** Another payer's answer, where several are to pay. */
  insurance: many(z.looseObject({ claimResponse: z.unknown().optional() }), 20),
});

/** Who or what a reference may lead to that has an NPI. */
export const Provider = z.object({
  resourceType: z.enum([
    'Organization',
    'Practitioner',
    'PractitionerRole',
    'Location',
    'HealthcareService',
  ]),
  id: z.string().max(64).optional(),
  identifier: many(Identifier, 20),
  /** Of a role and of a location: on whose behalf. */
  organization: Reference.optional(),
  managingOrganization: Reference.optional(),
});

export const CommunicationRequest = z.object({
  resourceType: z.literal('CommunicationRequest'),
  status: z.string().max(40).optional(),
  doNotPerform: z.boolean().optional(),
  extension: many(ResponseExtension, 20),
  category: many(CodeableConcept, 10),
  payload: many(
    z.object({
      contentString: z.string().max(4_000).optional(),
      contentReference: Reference.optional(),
      contentAttachment: Attached.optional(),
      extension: many(ResponseExtension, 20),
    }),
    10,
  ),
  reasonCode: many(CodeableConcept, 10),
  note: many(z.object({ text: z.string().max(4_000).optional() }), 10),
  /** How it is to be answered, such as a fax number. */
  medium: many(CodeableConcept, 10),
  occurrenceDateTime: z.string().max(40).optional(),
  occurrencePeriod: Period.optional(),
});

export const PayerTask = z.object({
  resourceType: z.literal('Task'),
  status: z.string().max(40).optional(),
  code: CodeableConcept.optional(),
  description: z.string().max(4_000).optional(),
  note: many(z.object({ text: z.string().max(4_000).optional() }), 10),
  reasonCode: CodeableConcept.optional(),
  restriction: z.object({ period: Period.optional() }).optional(),
  executionPeriod: Period.optional(),
  input: many(
    z.looseObject({
      type: CodeableConcept.optional(),
      extension: many(ResponseExtension, 20),
      valueCodeableConcept: CodeableConcept.optional(),
      valueCanonical: z.string().max(400).optional(),
      valueString: z.string().max(4_000).optional(),
    }),
    50,
  ),
});

/** A message of the payer, which is no request. */
export const Communication = z.object({
  resourceType: z.literal('Communication'),
  payload: many(
    z.object({
      contentString: z.string().max(4_000).optional(),
      contentReference: Reference.optional(),
      contentAttachment: Attached.optional(),
    }),
    10,
  ),
  note: many(z.object({ text: z.string().max(4_000).optional() }), 10),
});

/** A questionnaire that the payer sends along to be answered. */
export const Questionnaire = z.object({
  resourceType: z.literal('Questionnaire'),
  id: z.string().max(64).optional(),
  url: z.string().max(400).optional(),
  title: z.string().max(400).optional(),
  status: z.string().max(40).optional(),
});

/** Why a server would not do what it was asked, in its own words. */
export const OperationOutcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z
    .array(
      z.object({
        severity: z.string().max(40).optional(),
        code: z.string().max(40),
        details: CodeableConcept.optional(),
        diagnostics: z.string().max(4_000).optional(),
        expression: many(z.string().max(400), 20),
        location: many(z.string().max(400), 20),
      }),
    )
    .max(100),
});

export const ResponseBundle = z.object({
  resourceType: z.literal('Bundle'),
  /** Of a page of a search: how many there are in all, and where the next ones are. */
  total: z.unknown().optional(),
  link: many(z.looseObject({ relation: z.unknown().optional() }), 20),
  id: z.string().max(64).optional(),
  implicitRules: z.unknown().optional(),
  meta: z.unknown().optional(),
  modifierExtension: there,
  identifier: Identifier.optional(),
  timestamp: z.string().max(40).optional(),
  entry: z
    .array(
      z.object({
        fullUrl: z.string().max(300).optional(),
        modifierExtension: there,
        response: z
          .looseObject({ status: z.unknown().optional(), outcome: z.unknown().optional() })
          .optional(),
        request: z.looseObject({ method: z.unknown().optional() }).optional(),
        resource: z.looseObject({ resourceType: z.string().max(60) }),
      }),
    )
    .max(300),
});

/** An inquiry's answer holds bundles as parameters, or as parts of one. */
const Parameter = z.object({ name: z.string().max(60), resource: z.unknown().optional() });
export const Wrapped = z.object({
  resourceType: z.literal('Parameters'),
  parameter: z
    .array(Parameter.extend({ part: z.array(Parameter).max(50).optional() }))
    .max(50)
    .default([]),
});

/** What the guide and its example call an answer; servers have names of their own. */
const namesOfAnswer = ['return', 'responseBundle'];
/** Kinds of resources that are an answer, or hold one. */
const ofAnswer = ['Bundle', 'ClaimResponse'];

const kindOf = (resource: unknown): string =>
  String((resource as { resourceType?: unknown } | null | undefined)?.resourceType);

/** The answers in Parameters, by what they are called or by what they are. Undefined for anything else. */
export const wrappedIn = (body: unknown): unknown[] | undefined => {
  const { success, data } = Wrapped.safeParse(body);
  return success
    ? data.parameter
        .flatMap(({ part = [], ...one }) => [one, ...part])
        .filter(
          ({ name, resource }) =>
            (namesOfAnswer.includes(name) && resource !== undefined) ||
            ofAnswer.includes(kindOf(resource)),
        )
        .map(({ resource }) => resource)
    : undefined;
};
