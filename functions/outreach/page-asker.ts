import { deskZone } from '../hold/hold-clock.ts';
import { Refusal } from '../platform/errors.ts';
import { notFound, type Principal } from '../platform/principal.ts';
import { localDate } from '../platform/zoned-time.ts';
import { type Patient, reachedOn } from '../referral/contact.ts';
import type { BookedVisit } from './booked-visit.ts';
import { careTeam } from './care-team.ts';
import { type CaregiverMay, mayAct } from './caregiver.ts';
import { opens, triesLeft } from './page-entry.ts';
import type { pageEntries } from './page-entry-store.ts';
import { referralsOnPage } from './page-scope.ts';
import type { PatientStore } from './patient-store.ts';

/** Whoever has a patient's link, or has signed in as one. */
export type PageCaller = {
  principal: Principal;
  headers: Readonly<Record<string, string | undefined>>;
};
/** A patient, and the referrals that they are shown. */
export type Asker = { patient: Patient; referrals: string[] };

export type AskerStore = Pick<PatientStore, 'patient' | 'open' | 'visit' | 'noteReading'> &
  Pick<ReturnType<typeof pageEntries>, 'entry'>;

/** A patient's token names one patient; everything below is of that one. */
export const mine = ({ patientId }: Principal): string => {
  if (!patientId) throw notFound('patient');
  return patientId;
};

/** Where a request carries its pass. */
const passHeader = 'x-page-pass';

/** Whether a birth date can be asked for. */
const knowsBirthDate = ({ person }: Patient): boolean => person.birthDates.length > 0;

export const mayNot = (): Refusal =>
  new Refusal(403, 'caregiver-may-not', 'The patient has not allowed that. Please ask them.');

/** Who asks for something of a patient's page, and what they may see and do. */
export const pageAsker = ({ store, now }: { store: () => AskerStore; now: () => Date }) => {
  /**
   * Who is asking, and which of their referrals they are shown, newest first. A link is dead, which
   * is answered like a patient who does not exist, when nothing that it shows is open any more.
   */
  const asking = async (caller: PageCaller): Promise<Asker> => {
    const asked = await asks(caller);
    if (!asked) throw notFound('patient');
    return asked;
  };

  /** Whoever came by a link has also said the patient's birth date, where it is known. */
  const asks = async (caller: PageCaller): Promise<Asker | undefined> => {
    const { principal, headers } = caller;
    const { sentTo } = principal;
    const [asked, entry] = await Promise.all([
      reached(principal),
      sentTo ? store().entry(mine(principal)) : undefined,
    ]);
    if (!asked || !sentTo || !entry || !knowsBirthDate(asked.patient)) return asked;
    if (opens(entry, sentTo, headers[passHeader], now())) return asked;
    throw new Refusal(403, 'birth-date-needed', 'Say the birth date of the patient first.', {
      facts: { left: Math.max(0, triesLeft(entry, now())), careTeam: { ...careTeam } },
    });
  };

  const reached = async (principal: Principal): Promise<Asker | undefined> => {
    const patientId = mine(principal);
    const { sentTo } = principal;
    const patient = await store().patient(patientId);
    const person = patient && reachedOn(patient, localDate(now(), deskZone));
    const shown = person && referralsOnPage(person, sentTo && { patientId, sentTo });
    if (!patient || !shown) return undefined;
    const referrals = sentTo ? await store().open(shown) : shown;
    return referrals.length > 0 ? { patient, referrals } : undefined;
  };

  const myVisit = async (
    caller: PageCaller,
    visitId: string,
    to: CaregiverMay = 'see',
  ): Promise<{ visit: BookedVisit; patient: Patient }> => {
    const { principal } = caller;
    const [asked, visit] = await Promise.all([asks(caller), store().visit(visitId)]);
    if (visit && asked?.referrals.includes(visit.referralId)) {
      if (to === 'act' && !mayAct(asked.patient, principal.sentTo)) throw mayNot();
      return { visit, patient: asked.patient };
    }
    if (visit)
      await store().noteReading({ principal, seen: 'visit', outcome: 'refused', now: now() }, [
        visit.referralId,
      ]);
    throw notFound('visit');
  };

  return { asking, reached, myVisit };
};
