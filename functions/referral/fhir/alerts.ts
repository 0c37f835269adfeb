import * as z from 'zod';
import { CodeableConcept, conceptWords, holdsOn } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

/** Categories of a Flag that say nothing of the therapy: who reads them is told, and nothing waits. Source: HL7 flag-category. */
const besideCare = ['admin', 'contact', 'behavioral', 'research', 'advance-directive', 'diet'];

/**
 * Alerts that say nothing of the therapy, where their category is not given: closed, and nothing may
 * stand beside them. No row is made of other rows, so that a text is taken apart in one way only. Whoever reads them is told. Own list, from charts: general knowledge - verify.
 */
const besideCareInWords =
  /^((high|moderate|low|at|increased|patient|pt|is|a|has|need(s|ed)?|uses?|required|requires?|on file|active|status|alert|flag|risk|precautions?|fall(s|ing)?|interpreter|language|vip|portal|proxy|research|study|participant|hearing|vision|visually|impair(ed|ment)|hard of|wheelchair|walker|cane|mobility|service (animal|dog)|rems|touch|enrol(led|l?ment)|prescribing|program|advance directive|living will|dnr|dni|full code|code|polst|molst|power of attorney|no[- ]shows?|late|billing|financial|assistance|insurance|self[- ]pay|transportation|transport|privacy|confidential|employee|survey|newsletter)[ ,.:;/()-]*)+$/i;

const alert = (at: string, words: readonly string[], isGrave: boolean): NotUnderstood => ({
  about: isGrave ? 'alert' : 'remark',
  at,
  words: shortened(words.join(' | ').replace(/\s+/g, ' ').trim() || 'without words', 300),
  why: 'is an alert of the chart',
});

const flagged = (reading: BundleReading): NotUnderstood[] =>
  reading.all('Flag').flatMap(({ at, resource }) => {
    const { status = 'active', period, category = [], code } = resource;
    if (status !== 'active' || !holdsOn({ period }, reading.asOf)) {
      reading.leave(at, 'is not in force');
      return [];
    }
    // One that says nothing is not understood, as a condition would be.
    const words = conceptWords(code);
    if (words.length === 0) return [];
    reading.use(at, 'alerts');
    const kinds = category.flatMap(({ coding = [] }) => coding.flatMap((one) => one.code ?? []));
    const isBeside =
      (kinds.length > 0 && kinds.every((kind) => besideCare.includes(kind))) ||
      words.every((one) => besideCareInWords.test(one.trim()));
    return [alert(at, words, !isBeside)];
  });

/** A mild issue is told; one about the order, or of another or no severity, is for a clinician. */
const detected = (reading: BundleReading, order: PlacedResource<'MedicationRequest'>) =>
  reading.all('DetectedIssue').flatMap(({ at, resource }) => {
    const { status = '', severity, code, detail, implicated = [] } = resource;
    if (['cancelled', 'entered-in-error'].includes(status)) {
      reading.leave(at, 'is not in force');
      return [];
    }
    reading.use(at, 'alerts');
    const isOfOrder = implicated.some(
      (one) => reading.get('MedicationRequest', one)?.at === order.at,
    );
    const words = [...conceptWords(code), ...(detail ? [detail] : [])];
    return [alert(at, words, isOfOrder || severity !== 'low')];
  });

const Consent = z.looseObject({
  status: z.string().max(20).optional(),
  scope: CodeableConcept.optional(),
  category: z.array(CodeableConcept).max(10).optional(),
  provision: z
    .looseObject({
      type: z.string().max(20).optional(),
      code: z.array(CodeableConcept).max(10).optional(),
    })
    .optional(),
});

/** A treatment that the patient refuses; who may see the record is another matter. */
const refused = (reading: BundleReading): NotUnderstood[] =>
  reading.unlookedOf(['Consent']).flatMap(({ at, resource }) => {
    const { status, scope, category = [], provision } = Consent.safeParse(resource).data ?? {};
    const kinds = (scope?.coding ?? []).flatMap(({ code }) => code ?? []);
    const words = [...category, ...(provision?.code ?? [])].flatMap(conceptWords);
    const isDenied =
      provision?.type === 'deny' || words.some((one) => /\b(refus|declin)/i.test(one));
    if (status !== 'active' || !kinds.includes('treatment') || !isDenied) return [];
    reading.use(at, 'alerts');
    return [alert(at, ['the patient refuses', ...words], true)];
  });

/** Issues that the order itself refers to, by what the reference shows. */
const attached = ({ at, resource }: PlacedResource<'MedicationRequest'>): NotUnderstood[] =>
  (resource.detectedIssue ?? []).flatMap(({ display }, index) =>
    display?.trim() ? [alert(`${at}.detectedIssue[${index}]`, [display], true)] : [],
  );

/** Alerts of the chart that are in force, each with its words: for a clinician, or only to be told. */
export const alertsFrom = (
  reading: BundleReading,
  order: PlacedResource<'MedicationRequest'>,
): NotUnderstood[] =>
  [...flagged(reading), ...detected(reading, order), ...refused(reading), ...attached(order)].slice(
    0,
    15,
  );
