import * as z from 'zod';
import { complaints } from '../platform/complaints.ts';
import type { Complaint } from '../platform/errors.ts';
import { CheckedNpi } from '../platform/npi.ts';
import { text } from '../platform/text.ts';
import { Keyed } from './keyed.ts';
import { NativeDocument } from './native-document.ts';
import { InfusedDrug, Order, Prescriber, Submission } from './referral.ts';

/** The same schema with every object strict, however deep. */
const strictly = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodObject)
    return schema.clone({
      ...schema.def,
      shape: Object.fromEntries(
        Object.entries(schema.shape).map(([key, member]) => [key, strictly(member as z.ZodType)]),
      ),
      catchall: z.never(),
    });
  if (schema instanceof z.ZodArray)
    return schema.clone({ ...schema.def, element: strictly(schema.element as z.ZodType) });
  if (schema instanceof z.ZodUnion)
    return schema.clone({
      ...schema.def,
      options: schema.options.map((option) => strictly(option as z.ZodType)),
    });
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return z.clone(schema, { ...schema.def, innerType: strictly(schema.unwrap() as z.ZodType) });
  return schema;
};

/** What is sent of an order that our staff key in; the rest of it is ours to say. */
const KeyedAsSent = z.object({
  way: Keyed.shape.way,
  page: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the page in 64 lower-case hex digits')
    .optional(),
  caller: text(100).optional(),
});

/** The native form as sent: a field that is not known is an error, not ignored. */
export const NativeSubmission = strictly(
  Submission.omit({ account: true }).extend({
    practice: Submission.shape.practice.extend({ npi: CheckedNpi }),
    prescriber: Prescriber.extend({ npi: CheckedNpi.optional() }).optional(),
    coverages: Submission.shape.coverages.refine(
      (coverages) => coverages.filter(({ rank }) => rank === 'primary').length <= 1,
      'must name one primary coverage at most; rank the others as secondary',
    ),
    order: Order.omit({ entered: true, notUnderstood: true }).extend({
      alsoInfused: z
        .array(InfusedDrug.omit({ entered: true, notUnderstood: true }))
        .min(1)
        .max(5)
        .optional(),
    }),
    documents: z.array(NativeDocument).max(20).default([]),
    keyed: KeyedAsSent.optional(),
  }),
) as z.ZodType<Submission>;

/** The complaints of a native submission, with a JSON Pointer; values are never repeated. */
export const nativeComplaints = (error: z.ZodError): Complaint[] => complaints(error, '');
