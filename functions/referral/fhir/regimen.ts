import type { Reference } from '../../fhir/elements.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { namesOf } from '../order/drug.ts';
import { sharesDays } from '../order/regimen.ts';
import type { Order } from '../referral.ts';
import { readSig } from '../sig/sig.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { readDrug } from './medication.ts';
import { courseOf, ownWords, placedDosages } from './order-course.ts';

/**
 * Which of several infusion drugs of a bundle are one regimen: ordered together, and on days that are
 * days of one of them. Any other is an order of its own, and is asked about.
 */
type Request = PlacedResource<'MedicationRequest'>;

/** One of several drugs, with the days that it is ordered on. */
type Candidate = {
  request: Request;
  therapy: Therapy | undefined;
  course: Order;
  /** Whether its days can be read. */
  isRead: boolean;
  isEachVisit: boolean;
};

const textsOf = ({ resource }: Request): string[] =>
  (resource.dosageInstruction ?? []).flatMap(({ text = '' }) => text || []);

const atEachVisit =
  /\b(?:with|before|after|prior to|following|at|during) (?:each|every)\b(?: [a-z]+){0,2} ?(?:infusions?|doses?|visits?|treatments?|cycles?|chemo(?:therapy)?)\b/gi;

/** Whether an order says that its drug is given at each visit of another, and has no days of its own. */
export const isAtEachVisit = (reading: BundleReading, request: Request): boolean => {
  const instructions = request.resource.dosageInstruction ?? [];
  const also = ownWords(reading, request);
  return (
    instructions.length > 0 &&
    instructions.every(
      ({ text = '', timing }) =>
        timing === undefined &&
        text.search(atEachVisit) >= 0 &&
        readSig(text.replace(atEachVisit, ' '), { also }).outcome === 'silent',
    )
  );
};

const candidateOf = (reading: BundleReading, request: Request): Candidate => {
  const { notUnderstood = [], ...course } = courseOf(reading, request, placedDosages(request));
  const isEachVisit = isAtEachVisit(reading, request);
  return {
    request,
    therapy: readDrug(reading, request.resource).therapy,
    course: course as Order,
    isRead: !isEachVisit && !notUnderstood.some(({ about }) => about === 'timing'),
    isEachVisit,
  };
};

const sameGroup = ({ resource: one }: Request, { resource: other }: Request): boolean =>
  one.groupIdentifier?.value !== undefined &&
  one.groupIdentifier.value === other.groupIdentifier?.value &&
  one.groupIdentifier.system === other.groupIdentifier?.system;

/** What references name: the resource where the bundle has it, else the reference as it is written. */
const named = (reading: BundleReading, references: readonly Reference[] = []): string[] =>
  references.flatMap((one) => {
    const at = (['ServiceRequest', 'MedicationRequest', 'Condition'] as const)
      .map((type) => reading.get(type, one)?.at)
      .find((place) => place !== undefined);
    return at ?? one.reference ?? [];
  });

const sharesOne = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one));

/** Whether one order rests on the other, or both on the same service. */
const sameBasis = (reading: BundleReading, one: Request, other: Request): boolean => {
  const [a, b] = [one, other].map(({ resource }) => named(reading, resource.basedOn));
  return sharesOne([...(a ?? []), one.at], [...(b ?? []), other.at]);
};

/** Whether the words of one order name the drug of the other as what it is given with. */
const namesOther = (one: Candidate, other: Candidate): boolean =>
  other.therapy !== undefined &&
  textsOf(one.request).some((text) =>
    namesOf(other.therapy as Therapy).some((name) => {
      const at = text.toLowerCase().indexOf(name);
      return at > 0 && /\b(?:with|before|after|prior to|following|then)\b/i.test(text.slice(0, at));
    }),
  );

const saidTogether = (reading: BundleReading, one: Candidate, other: Candidate): boolean =>
  sameGroup(one.request, other.request) ||
  sameBasis(reading, one.request, other.request) ||
  namesOther(one, other) ||
  namesOther(other, one);

/** Drugs that are given together for one reason; others for it are two treatments. Own rule. */
const usedTogether = (one: Candidate, other: Candidate): boolean => {
  const classes = [one.therapy?.class, other.therapy?.class];
  if (classes.includes('hydration')) return true;
  return (
    classes[0] === classes[1] && (classes[0] === 'chemotherapy' || classes[0] === 'antibiotic')
  );
};

const sameReason = (
  reading: BundleReading,
  { resource: one }: Request,
  { resource: other }: Request,
) =>
  sharesOne(named(reading, one.reasonReference), named(reading, other.reasonReference)) ||
  sharesOne(
    (one.reasonCode ?? []).flatMap(({ coding = [] }) => coding.flatMap(({ code }) => code ?? [])),
    (other.reasonCode ?? []).flatMap(({ coding = [] }) => coding.flatMap(({ code }) => code ?? [])),
  );

/** Whether all the days of one are days of the other, from the same start. */
const fitsInto = (one: Candidate, other: Candidate): boolean => {
  const { startOn } = other.course;
  const firstOn = startOn ?? one.course.startOn ?? '2026-01-05';
  if (one.isEachVisit) return true;
  if (!one.isRead || !other.isRead || other.isEachVisit) return false;
  if (one.course.startOn && startOn && one.course.startOn !== startOn) return false;
  return sharesDays(other.course, one.course, {
    order: { therapy: other.therapy, firstOn },
    other: { therapy: one.therapy, firstOn },
  });
};

/** Whether both are ordered alike: by the same person, and both in force. */
const isAlike = ({ resource: one }: Request, { resource: other }: Request): boolean =>
  one.status === other.status && one.requester?.reference === other.requester?.reference;

const isTogether = (reading: BundleReading, main: Candidate, other: Candidate): boolean => {
  if (!isAlike(main.request, other.request)) return false;
  const isTied = saidTogether(reading, main, other);
  // What is said to be given together and has days that cannot be read is asked about with the order.
  if (isTied && !other.isRead && !other.isEachVisit) return true;
  const isUsual = usedTogether(main, other) && sameReason(reading, main.request, other.request);
  return (isTied || isUsual) && fitsInto(other, main);
};

/** Fluids and what is given at each visit of another drug are not what a regimen is named by. */
const isSupporting = ({ therapy, isEachVisit }: Candidate): boolean =>
  isEachVisit || therapy?.class === 'hydration';

/** Drugs that one order may hold beside its own. */
const mostTogether = 5;

/**
 * The order of a regimen and the drugs that are given at its visits: the first one whose days hold
 * those of most others. What is not given with it stands apart.
 */
export const splitRegimen = (
  reading: BundleReading,
  order: Request | undefined,
  further: readonly Request[],
): { order: Request | undefined; together: Request[]; apart: Request[] } => {
  if (!order || further.length === 0) return { order, together: [], apart: [...further] };
  const candidates = [order, ...further].map((one) => candidateOf(reading, one));
  const ways = candidates
    .map((main, place) => ({
      main,
      place,
      together: candidates.filter((one) => one !== main && isTogether(reading, main, one)),
    }))
    .sort(
      (a, b) =>
        b.together.length - a.together.length ||
        Number(isSupporting(a.main)) - Number(isSupporting(b.main)) ||
        a.place - b.place,
    );
  const [best] = ways;
  if (!best || best.together.length === 0) return { order, together: [], apart: [...further] };
  const together = best.together.slice(0, mostTogether).map(({ request }) => request);
  const main = best.main.request;
  return {
    order: main,
    together,
    apart: [order, ...further].filter((one) => one !== main && !together.includes(one)),
  };
};
