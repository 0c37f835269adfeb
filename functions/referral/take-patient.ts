import { readEvidence } from '../hold/evidence.ts';
import type { Hold } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { placeStanding } from '../hold/standing-hold.ts';
import type { BlindIndex } from '../platform/blind-index.ts';
import { derivedIdPart } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { localDate } from '../platform/zoned-time.ts';
import { conflictingTherapies } from './conflicting-therapies.ts';
import { type OwnReferral, type Patient, type PhoneNumber, patientPut } from './contact.ts';
import { type ContactTold, contactTold, newClaims, newPatient } from './contact-change.ts';
import { comesOfAge, isTold, reachedThrough } from './guardian.ts';
import {
  besideOpen,
  duplicateReferral,
  sameTherapy,
  sharingDrug,
  therapiesOf,
} from './open-referrals.ts';
import { deathHolds, patientHolds } from './patient-holds.ts';
import { type Found, listedUnder, releasedFrom } from './people-items.ts';
import { factsWith, type PersonFacts, readPersonFacts } from './person/facts.ts';
import { matchPersons } from './person/match.ts';
import { doubtsAbout, placePerson } from './person/place.ts';
import { makeTokens } from './person/tokens.ts';
import type { Referral, Submission } from './referral.ts';

export type KnownPeople = {
  find: (tokens: readonly string[], numbers: readonly string[]) => Promise<Found>;
  patient: (patientId: string) => Promise<Patient | undefined>;
  number: (number: string) => Promise<PhoneNumber | undefined>;
  openAmong: (referralIds: readonly string[]) => Promise<ReadonlySet<string>>;
};

export type TakeDeps = { people: KnownPeople; index: BlindIndex; tableName: string };

/** Whose a referral is, and what is written of them with it. */
export type TakenPatient = {
  patientId: string;
  holds: Hold[];
  items: TransactItem[];
  /**
   * Another open referral of this person, or of one who may be: another practice's for the same
   * therapy, or anybody's that gives one of its drugs as well or one that must not be given with it.
   */
  possibleDuplicateOf?: string;
};

type Subject = Pick<Referral, 'referralId' | 'practiceNpi' | 'doseBy'>;

/** No birthday ends what an appointed guardian is told. */
const endless = '9999-12-31';

/** Everything about a submission's person that is looked up before anything is decided. */
const lookUp = async ({ people, index }: TakeDeps, sent: Submission, at: Date) => {
  const on = localDate(at, deskZone);
  const patient = reachedThrough(sent.patient, on);
  const submission = { ...sent, patient };
  const facts = readPersonFacts(submission);
  const { tokens, numbers } = await makeTokens(facts, index);
  const number = [...numbers.values()][0];
  const found = await people.find(tokens, [...numbers.values()]);
  const through = sent.patient.guardian?.appointed ? endless : comesOfAge(sent.patient);
  const parentUntil = isTold(sent.patient, on) ? undefined : through;
  return { submission, facts, tokens, number, found, parentUntil };
};

type LookedUp = Awaited<ReturnType<typeof lookUp>>;

const toldBy = (
  { referralId, practiceNpi }: Subject,
  { submission: { patient }, number, found, parentUntil }: LookedUp,
  at: Date,
): Omit<ContactTold, 'isCorrection'> => ({
  ...{ referralId, practiceNpi, patient, number },
  known: number ? found.numbers.get(number) : undefined,
  at: at.toISOString(),
  parentUntil,
});

/** What is open of a person beside a referral; `known` is theirs, `doubts` may be. */
const beside = async (
  people: KnownPeople,
  mine: OwnReferral,
  known: readonly Patient[],
  { facts, doubts }: { facts: PersonFacts; doubts: readonly Patient[] },
): Promise<ReturnType<typeof besideOpen>> => {
  // Who has a chart of their own may be a twin or a namesake, and who shares nothing but a number may have
  // it by a slip, as that of a program: a person looks, and nothing is refused.
  const isNamesake = ({ person }: Patient) => {
    const { chart, given, birth } = matchPersons(facts, person).agreement;
    return chart === 'different' || (given === 'different' && birth === 'different');
  };
  const all = [...known, ...doubts];
  const same = sameTherapy(mine, [...known, ...doubts.filter((one) => !isNamesake(one))]);
  // What must not be given twice, or together, is a clinician's to settle, whoever ordered the other.
  const looked = [
    ...sameTherapy(mine, doubts.filter(isNamesake)),
    ...sharingDrug(mine, all),
    ...conflictingTherapies(mine, all),
  ];
  if (same.length + looked.length === 0) return { outcome: 'alone' };
  const open = await people.openAmong([...same, ...looked].map(({ referralId }) => referralId));
  const isOpen = ({ referralId }: OwnReferral) => open.has(referralId);
  const found = besideOpen(mine, same.filter(isOpen));
  const other = looked.find(isOpen);
  return found.outcome === 'alone' && other
    ? { outcome: 'elsewhere', referralId: other.referralId }
    : found;
};

/** The writes of a patient as now known, and of everything they are looked up by. */
const itemsOf = async (
  { people, tableName }: TakeDeps,
  { before, after }: { before: Patient; after: Patient },
  { tokens, number, found }: LookedUp,
  holds: readonly Hold[],
): Promise<TransactItem[]> => {
  const { patientId } = after;
  const formerly = before.number === after.number ? undefined : before.number;
  const left = formerly && (await people.number(formerly));
  return [
    patientPut(tableName, after),
    ...tokens.flatMap((token) =>
      listedUnder(tableName, keys.token(token), found.tokens.get(token), patientId),
    ),
    ...(number && number === after.number
      ? listedUnder(tableName, keys.number(number), found.numbers.get(number), patientId)
      : []),
    ...(left ? [releasedFrom(tableName, formerly, left, patientId)] : []),
    ...holds.map((hold) => placeStanding(tableName, hold)),
  ];
};

/**
 * Finds out whose a new referral is: a patient whom we certainly know, or else a new one. Whom it
 * may also be for, and a contact that differs from the one in use, go before staff.
 *
 * @throws Refusal 409 when the practice has an open referral of the person for the therapy, and has
 *   given the two no charts of their own.
 */
export const takePatient = async (
  deps: TakeDeps,
  submission: Submission,
  subject: Subject,
  at: Date,
): Promise<TakenPatient> => {
  const { referralId, practiceNpi } = subject;
  const looked = await lookUp(deps, submission, at);
  const { patient: known, doubts } = placePerson(looked.facts, looked.found.patients);
  const mine = { referralId, practiceNpi, ...therapiesOf(submission) };
  const open = await beside(deps.people, mine, known ? [known] : [], {
    facts: looked.facts,
    doubts,
  });
  if (open.outcome === 'own') throw duplicateReferral(open.referralId);
  const told = { ...toldBy(subject, looked, at), isCorrection: false };
  const before = known ?? newPatient(`pat_${derivedIdPart('patient', referralId)}`, told);
  const reached = contactTold(before, told);
  const after: Patient = {
    ...reached,
    referrals: [...reached.referrals, mine],
    person: factsWith(reached.person, looked.facts),
  };
  const claims = newClaims(before, after);
  const asked = patientHolds(after, { doubts, claims }, { referral: subject, holds: [] }, at);
  // Whoever is referred anew may live: who has died is a person's to say, not an order's.
  const holds = [...asked, ...deathHolds(after, { referral: subject, holds: asked }, at)];
  return {
    patientId: after.patientId,
    holds,
    items: await itemsOf(deps, { before, after }, looked, holds),
    ...(open.outcome === 'elsewhere' ? { possibleDuplicateOf: open.referralId } : {}),
  };
};

/**
 * What a correction of who the patient is, how they are reached or what they get writes of the
 * patient. The referral stays theirs; whom they turn out to be alike goes before staff.
 *
 * @throws Refusal 409 when the practice has another open referral of the person for the therapy, and
 *   has given the two no charts of their own.
 */
export const takeCorrection = async (
  deps: TakeDeps,
  submission: Submission,
  { referral, holds: known }: { referral: Referral; holds: readonly Hold[] },
  at: Date,
): Promise<TakenPatient> => {
  const { referralId, practiceNpi } = referral;
  const [looked, before] = await Promise.all([
    lookUp(deps, submission, at),
    deps.people.patient(referral.patientId),
  ]);
  const told = { ...toldBy(referral, looked, at), isCorrection: true };
  const patient = before ?? newPatient(referral.patientId, told);
  const facts = factsWith(patient.person, looked.facts);
  const doubts = doubtsAbout(patient, looked.facts, looked.found.patients);
  const mine = { referralId, practiceNpi, ...therapiesOf(submission) };
  const open = await beside(deps.people, mine, [patient], { facts: looked.facts, doubts });
  const listed = patient.referrals.find((each) => each.referralId === referralId);
  const isNew = doubts.length > 0 || listed?.therapy !== mine.therapy;
  if (isNew && open.outcome === 'own') throw duplicateReferral(open.referralId);
  const reached = contactTold(patient, told);
  const others = reached.referrals.filter((each) => each.referralId !== referralId);
  const after: Patient = { ...reached, referrals: [...others, mine], person: facts };
  const asked = new Set(
    known.flatMap((hold) => readEvidence(hold, 'patient-uncertain')?.others ?? []),
  );
  const holds = patientHolds(
    after,
    {
      doubts: doubts.filter(({ patientId }) => !asked.has(patientId)),
      claims: newClaims(patient, after),
    },
    { referral, holds: known },
    at,
  );
  return {
    patientId: after.patientId,
    holds,
    items: await itemsOf(deps, { before: patient, after }, looked, holds),
    ...(open.outcome === 'elsewhere' ? { possibleDuplicateOf: open.referralId } : {}),
  };
};
