import { randomBytes } from 'node:crypto';
import { type Acknowledgement, digestLesson } from '../education/acknowledgement.ts';
import { curriculumItem } from '../education/curriculum.ts';
import { educationStatus, type Teaching } from '../education/education.ts';
import { asTaughtNow, lessonViews, lessonWords } from '../education/lessons.ts';
import { educationRoutes } from '../education/routes.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf, notFound, type Principal } from '../platform/principal.ts';
import { entityTag, isStale, stateTag } from '../platform/revision.ts';
import { table } from '../platform/table.ts';
import { ContactChannel, type Patient } from '../referral/contact.ts';
import type { Visit } from '../series/visit.ts';
import { type BookedVisit, mayAskToMove, mayConfirm } from './booked-visit.ts';
import { writeCalendar } from './calendar.ts';
import { careTeam } from './care-team.ts';
import { type CaregiverChoice, caregiverAt, caregiverChosen, speakerAt } from './caregiver.ts';
import { consentBy } from './consent.ts';
import { type DayAnswers, type HealthWay, mayTell } from './day-answers.ts';
import { lessonsFile } from './lessons-file.ts';
import { whereabouts } from './mail-templates.ts';
import { whereIs } from './message-facts.ts';
import { type Asker, mayNot, type PageCaller, pageAsker } from './page-asker.ts';
import { admitted, type PageEntry, triesLeft, withTry } from './page-entry.ts';
import { mayChoose } from './page-scope.ts';
import { type PageStore, pageStore, type SiteToCall } from './page-store.ts';
import type { Doing } from './patient-store.ts';
import { describeProfile, patientVisit } from './patient-views.ts';
import { outreachRoutes, type PreferencesBody } from './routes.ts';
import { keepHealth } from './tell-health.ts';
import { type TextStore, textStore } from './text-store.ts';

type Deps = {
  store: () => PageStore;
  texts?: () => Pick<TextStore, 'keep'>;
  now: () => Date;
};
type Routes = typeof outreachRoutes & typeof educationRoutes;
type Asking<Key extends keyof Routes> = Request<Routes[Key]>;

/** @param left none once it was tried too often */
const notAdmitted = (left: number | undefined): Refusal => {
  const facts = { left: left ?? 0, careTeam: { ...careTeam } };
  return left === undefined
    ? new Refusal(403, 'too-many-tries', 'It was tried too often. Please call us.', { facts })
    : new Refusal(403, 'birth-date-wrong', 'That is not the birth date that we have.', { facts });
};

/**
 * A link speaks for the contact it went to, and for others once that one is verified. Whoever cares for the
 * patient is reached by mail.
 */
const refuseOfOthers = (patient: Patient, { sentTo }: Principal, body: PreferencesBody): void => {
  const others = ([...ContactChannel.options, 'caregiver'] as const).filter(
    (choice) =>
      body[choice] !== undefined &&
      !mayChoose(patient, sentTo, choice === 'caregiver' ? 'mail' : choice),
  );
  if (others.length > 0)
    throw new Refusal(
      403,
      'contact-not-verified',
      'This link can change only how the contact that it was sent to is used. Call the care team for the other one.',
      {
        errors: others.map((choice) => ({
          pointer: `/${choice}`,
          detail: 'is not of this link',
        })),
      },
    );
};

/** Whoever cares for the patient says how they themselves are reached, and nothing else. */
const refuseCaregiver = (patient: Patient, { sentTo }: Principal, body: PreferencesBody): void => {
  if (!sentTo || !caregiverAt(patient, sentTo)) return;
  if (Object.keys(body).some((choice) => choice !== sentTo.channel)) throw mayNot();
};

type ToldReader = Pick<Acknowledgement, 'name' | 'relationship'>;

/** Who reads a lesson: as they say it, unless we know whose contact it is that led them here. */
const readerOf = (
  patient: Patient,
  { sentTo }: Principal,
  { name, relationship }: ToldReader,
): ToldReader => {
  const caregiver = caregiverAt(patient, sentTo);
  if (caregiver) return { name: caregiver.name, relationship: 'caregiver' };
  return { name, relationship: speakerAt(patient, sentTo) ? 'caregiver' : relationship };
};

const caregiverRefusals = {
  'mail-in-use': 'We have a mail address of yours. Call us to give somebody access beside it.',
  'no-caregiver': 'Nobody has access beside you.',
} as const;

/** @throws Refusal 409 where the choice does not fit what stands. */
const chosenBy = (patient: Patient, choice: CaregiverChoice, at: string): Patient => {
  const chosen = caregiverChosen(patient, choice, at);
  if (typeof chosen === 'string') throw new Refusal(409, chosen, caregiverRefusals[chosen]);
  return chosen;
};

export const patientPage = ({ store, texts = () => textStore(table()), now }: Deps) => {
  const { asking, reached, myVisit } = pageAsker({ store, now });

  /**
   * None once it was tried too often.
   *
   * @throws TransientFault when others try at the same moment.
   */
  const countTry = async (patientId: string, at: Date): Promise<PageEntry | undefined> => {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const entry = await store().entry(patientId);
      if (triesLeft(entry, at) <= 0) return undefined;
      const counted = withTry(entry, at);
      if (await store().keepEntry(patientId, counted)) return counted;
    }
    throw new TransientFault('entry-contended');
  };

  const doing = (
    request: Parameters<typeof requestOperation>[0],
    what: string,
    patient?: Patient,
  ): Doing => ({
    operation: requestOperation(request, what, now()),
    actor: actorOf(request.principal),
    at: now().toISOString(),
    speaker: patient && speakerAt(patient, request.principal.sentTo),
  });

  const placesOf = async (visits: readonly BookedVisit[]): Promise<Map<string, SiteToCall>> => {
    const siteIds = [...new Set(visits.map(({ siteId }) => siteId))];
    const places = await Promise.all(siteIds.map((siteId) => store().place(siteId)));
    return new Map(
      siteIds.flatMap((siteId, index): [string, SiteToCall][] => {
        const place = places[index];
        return place ? [[siteId, place]] : [];
      }),
    );
  };

  /** The visit as it stands after a change, or as someone else has left it. */
  const shown = async (visitId: string): Promise<Answer> => {
    const visit = await store().visit(visitId);
    if (!visit) throw notFound('visit');
    return { body: await viewOf(visit), headers: { etag: entityTag(visit.revision) } };
  };

  const viewOf = async (visit: BookedVisit) => patientVisit(visit, await placesOf([visit]), now());

  /** @throws Refusal 409 when the patient saw another time than the visit has now. */
  const refuseStale = async (visit: BookedVisit, ifMatch: string | undefined): Promise<void> => {
    if (isStale(ifMatch, entityTag(visit.revision)))
      throw new Refusal(409, 'visit-changed', 'The visit was changed since you saw it.', {
        facts: { current: await viewOf(visit) },
      });
  };

  const choicesOf = (patient: Patient, { sentTo }: Principal): Answer => {
    const profile = describeProfile(patient, sentTo);
    return { body: profile, headers: { etag: stateTag(profile) } };
  };

  /** Who is asking, with the look at their referrals on record. */
  const looked = async (caller: PageCaller): Promise<Asker> => {
    const { principal } = caller;
    const asker = await asking(caller);
    await store().noteReading(
      { principal, seen: 'patient-page', outcome: 'shown', now: now() },
      asker.referrals,
    );
    return asker;
  };

  /** @throws Refusal 409 for a visit of which nothing is told any more. */
  const keepTold = async (
    visit: BookedVisit,
    told: { patient: Patient; answers: DayAnswers; way: HealthWay },
    what: Doing,
  ): Promise<string[]> => {
    if (!mayTell(visit, now()))
      throw new Refusal(409, 'visit-over', 'The visit is over or off. Please call us instead.');
    const visits = await store().visits(visit.referralId);
    return keepHealth(texts(), { ...told, visit, visits }, what);
  };

  const teachingNow = async (referralId: string): Promise<Teaching | undefined> => {
    const teaching = await store().teaching(referralId);
    return teaching && asTaughtNow(teaching);
  };

  return {
    /**
     * A try counts before it is known whether it was right: many at once are no more than any. One that
     * was wrong, or came too late, is on record like any look that was refused.
     */
    enter: async ({ principal, body }: Asking<'POST /patients/me/entry'>): Promise<Answer> => {
      const { sentTo } = principal;
      const asked = await reached(principal);
      if (!asked) throw notFound('patient');
      if (!sentTo) throw new Refusal(409, 'entry-not-needed', 'You have signed in.');
      const { patientId } = asked.patient;
      const at = now();
      const counted = await countTry(patientId, at);
      if (!counted || !asked.patient.person.birthDates.includes(body.birthDate)) {
        const look = { principal, seen: 'patient-page', outcome: 'refused', now: at } as const;
        await store().noteReading(look, asked.referrals);
        throw notAdmitted(counted && triesLeft(counted, at));
      }
      const pass = randomBytes(24).toString('base64url');
      const entry = admitted(counted, sentTo, pass, at);
      if (!(await store().keepEntry(patientId, entry))) throw new TransientFault('entry-contended');
      return { status: 201, body: { pass, until: entry.passes.at(-1)?.until } };
    },

    showProfile: async (request: Asking<'GET /patients/me'>): Promise<Answer> => {
      const { patient } = await looked(request);
      return choicesOf(patient, request.principal);
    },

    listVisits: async (request: Asking<'GET /patients/me/visits'>): Promise<Answer> => {
      const { referrals } = await looked(request);
      const care = await Promise.all(referrals.map(store().care));
      const visits = care.flatMap((one) => one.visits);
      const places = await placesOf(visits);
      return {
        body: {
          items: visits
            .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
            .map((visit) => patientVisit(visit, places, now())),
          progress: care.map(({ progress }) => progress),
        },
      };
    },

    /** A cancelled visit stays in it as one, so that a calendar that has it takes it off. */
    showCalendar: async (request: Asking<'GET /patients/me/calendar'>): Promise<Answer> => {
      const { patient, referrals } = await looked(request);
      const visits = (await Promise.all(referrals.map(store().visits))).flat();
      const places = await placesOf(visits);
      const { language } = patient;
      const place = (visit: Visit): string =>
        whereabouts(whereIs(visit, places.get(visit.siteId), language));
      const body = writeCalendar(visits, { language, place, now: now() });
      return { body };
    },

    listLessons: async (request: Asking<'GET /patients/me/education'>): Promise<Answer> => {
      const { patient, referrals } = await looked(request);
      const all = (await Promise.all(referrals.map(teachingNow))).filter(
        (each) => each !== undefined,
      );
      const delivered = all.every((teaching) => educationStatus(teaching) === 'delivered');
      return {
        body: {
          status: delivered ? 'delivered' : 'assigned',
          items: lessonViews(all, patient.language),
        },
      };
    },

    printLessons: async (request: Asking<'GET /patients/me/education/file'>): Promise<Answer> => {
      const { patient, referrals } = await looked(request);
      const all = (await Promise.all(referrals.map(teachingNow))).filter(
        (each) => each !== undefined,
      );
      const { language } = patient;
      return {
        body: lessonsFile(lessonViews(all, language), language, now()),
        headers: { 'content-disposition': 'attachment; filename="lessons.pdf"' },
      };
    },

    acknowledgeLesson: async (
      request: Asking<'POST /patients/me/acknowledgements'>,
    ): Promise<Answer> => {
      const { body } = request;
      const { referralId, itemId, version } = body;
      const { patient, referrals } = await asking(request);
      const teaching = referrals.includes(referralId) ? await teachingNow(referralId) : undefined;
      const item = teaching?.education.items.find((each) => each.itemId === itemId);
      if (!item) throw notFound('lesson');
      const words = item.version === version ? lessonWords(item, patient.language) : undefined;
      if (!words)
        throw new Refusal(409, 'lesson-outdated', 'The lesson is assigned in another version.', {
          facts: { version: item.version },
        });
      const what = doing(request, 'POST /patients/me/acknowledgements', patient);
      const { actor, at } = what;
      const { name, relationship } = readerOf(patient, request.principal, body);
      if (body.understanding === 'teach-me-again') {
        const { question } = body;
        await store().askAgain(
          {
            ...{ referralId, itemId, version, name, relationship, askedAt: at },
            ...(question ? { words: question } : {}),
          },
          curriculumItem(itemId)?.en.title ?? itemId,
          what,
        );
        return { body: { itemId, version, outcome: 'question-recorded', at } };
      }
      const receipt: Acknowledgement = {
        referralId,
        itemId,
        version,
        language: patient.language,
        digest: digestLesson(words),
        name,
        relationship,
        by: actor,
        at,
      };
      const given = await store().acknowledge(receipt, what.operation);
      // The first receipt stands; giving it again is no error.
      const since = given.outcome === 'refused' ? String(given.found?.at ?? at) : given.record.at;
      return { body: { itemId, version, outcome: 'acknowledged', at: since } };
    },

    changePreferences: async (
      request: Asking<'POST /patients/me/preferences'>,
    ): Promise<Answer> => {
      const { principal, body } = request;
      const { patient, referrals } = await asking(request);
      const standing = choicesOf(patient, principal);
      if (isStale(request.ifMatch, stateTag(standing.body)))
        throw new Refusal(409, 'choices-changed', 'Your choices were changed since you saw them.', {
          facts: { current: standing.body },
        });
      const [newest] = referrals;
      if (!newest) throw notFound('patient');
      refuseOfOthers(patient, principal, body);
      refuseCaregiver(patient, principal, body);
      const what = doing(request, 'POST /patients/me/preferences', patient);
      const { language, text, mail, caregiver } = body;
      if (caregiver) {
        await store().changeCaregiver(chosenBy(patient, caregiver, what.at), newest, what);
        return choicesOf((await asking(request)).patient, principal);
      }
      await store().changePreferences(
        patient,
        newest,
        {
          ...(language ? { language } : {}),
          consents: {
            ...(text ? { text: consentBy('patient-page', text, what.at) } : {}),
            ...(mail ? { mail: consentBy('patient-page', mail, what.at) } : {}),
          },
        },
        what,
      );
      return choicesOf((await asking(request)).patient, principal);
    },

    confirmVisit: async (
      request: Asking<'POST /patients/me/visits/{visitId}/confirmation'>,
    ): Promise<Answer> => {
      const { visitId } = request.path;
      const { visit, patient } = await myVisit(request, visitId, 'act');
      await refuseStale(visit, request.ifMatch);
      if (visit.status === 'confirmed') return shown(visitId);
      if (!mayConfirm(visit, now()))
        throw new Refusal(409, 'visit-not-confirmable', 'This visit cannot be confirmed now.');
      const what = doing(request, `POST /patients/me/visits/${visitId}/confirmation`, patient);
      const confirmed = await store().confirmVisit(visit, what);
      if (confirmed.outcome === 'refused' && confirmed.found?.status !== 'confirmed')
        throw new Refusal(409, 'visit-not-confirmable', 'The visit was just changed. Look again.');
      return shown(visitId);
    },

    requestMove: async (
      request: Asking<'POST /patients/me/visits/{visitId}/move-request'>,
    ): Promise<Answer> => {
      const { visitId } = request.path;
      const { visit, patient } = await myVisit(request, visitId, 'act');
      await refuseStale(visit, request.ifMatch);
      if (!mayAskToMove(visit, now()))
        throw new Refusal(409, 'visit-not-movable', 'This visit cannot be moved any more.');
      const what = doing(request, `POST /patients/me/visits/${visitId}/move-request`, patient);
      const asked = await store().requestMove(visit, request.body, what);
      if (asked.outcome === 'refused')
        throw new Refusal(409, 'visit-not-movable', 'The visit was just changed. Look again.');
      return shown(visitId);
    },

    tellHealth: async (
      request: Asking<'POST /patients/me/visits/{visitId}/health'>,
    ): Promise<Answer> => {
      const { visitId } = request.path;
      const { visit, patient } = await myVisit(request, visitId);
      const what = doing(request, `POST /patients/me/visits/${visitId}/health`, patient);
      await keepTold(visit, { patient, answers: request.body, way: 'page' }, what);
      return { ...(await shown(visitId)), status: 202 };
    },

    /** The same as a person of ours heard it. */
    noteHealth: async (request: Asking<'POST /visits/{visitId}/health'>): Promise<Answer> => {
      const { visitId } = request.path;
      const visit = await store().visit(visitId);
      const patient = visit && (await store().patient(visit.patientId));
      if (!patient) throw notFound('visit');
      const what = doing(request, `POST /visits/${visitId}/health`);
      const stops = await keepTold(visit, { patient, answers: request.body, way: 'call' }, what);
      return { status: 202, body: { visitId, stops } };
    },
  };
};

const page = patientPage({ store: () => pageStore(table()), now: () => new Date() });

export const handler = http({
  'POST /patients/me/entry': route(outreachRoutes['POST /patients/me/entry'], page.enter),
  'GET /patients/me': route(outreachRoutes['GET /patients/me'], page.showProfile),
  'GET /patients/me/visits': route(outreachRoutes['GET /patients/me/visits'], page.listVisits),
  'GET /patients/me/calendar': route(
    outreachRoutes['GET /patients/me/calendar'],
    page.showCalendar,
  ),
  'GET /patients/me/education': route(
    educationRoutes['GET /patients/me/education'],
    page.listLessons,
  ),
  'GET /patients/me/education/file': route(
    educationRoutes['GET /patients/me/education/file'],
    page.printLessons,
  ),
  'POST /patients/me/acknowledgements': route(
    educationRoutes['POST /patients/me/acknowledgements'],
    page.acknowledgeLesson,
  ),
  'POST /patients/me/preferences': route(
    outreachRoutes['POST /patients/me/preferences'],
    page.changePreferences,
  ),
  'POST /patients/me/visits/{visitId}/confirmation': route(
    outreachRoutes['POST /patients/me/visits/{visitId}/confirmation'],
    page.confirmVisit,
  ),
  'POST /patients/me/visits/{visitId}/move-request': route(
    outreachRoutes['POST /patients/me/visits/{visitId}/move-request'],
    page.requestMove,
  ),
  'POST /patients/me/visits/{visitId}/health': route(
    outreachRoutes['POST /patients/me/visits/{visitId}/health'],
    page.tellHealth,
  ),
  'POST /visits/{visitId}/health': route(
    outreachRoutes['POST /visits/{visitId}/health'],
    page.noteHealth,
  ),
});
