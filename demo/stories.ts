import { confirmAndLearn } from './patient.ts';
import { daysSince, shiftDates } from './shift-dates.ts';
import { type ShownReferral, type Story, type StoryMove, unmet } from './story.ts';

const lakeside = '1234567893';
const harborview = '1000000020';
const prairie = '1000000038';

/** A coordinator, scheduler or clinician resolves the hold by this action. */
const by =
  (role: string, body: Record<string, unknown>): StoryMove =>
  async (stage, _referral, holdId) => {
    await stage.resolve(holdId, role, body);
    stage.say(`${role}: ${String(body.action)}`);
  };

const isBooked = ({ status, visits }: ShownReferral): boolean =>
  status === 'active' && visits.length > 0;

const saw = ({ timeline }: ShownReferral, event: string): boolean =>
  timeline.some((entry) => entry.event === event);

/** The drugs that the payer was asked for, by name. */
const drugsAsked = ({ authorizations }: ShownReferral): string[] =>
  authorizations.flatMap(({ lines }) => lines.flatMap(({ drug }) => drug ?? []));

const rounds = ({ authorizations }: ShownReferral): number => authorizations.length;

/** The practice sends what the order lacked. */
const correct =
  (file: string, practiceNpi: string): StoryMove =>
  async (stage, { referralId }) => {
    await stage.http.expect(200, 'POST', `/referrals/${referralId}/corrections`, {
      token: stage.token('referrer', practiceNpi),
      contentType: 'application/merge-patch+json',
      body: await stage.file(file),
      idempotencyKey: stage.key(file),
    });
    stage.say('practice: corrected the order');
  };

/** The practice sends the document that the payer asked for. */
const sendDocument =
  (file: string, practiceNpi: string): StoryMove =>
  async (stage, { referralId }) => {
    await stage.http.expect(201, 'POST', `/referrals/${referralId}/documents`, {
      token: stage.token('referrer', practiceNpi),
      body: await stage.file(file),
      idempotencyKey: stage.key(file),
    });
    stage.say('practice: sent the document');
  };

/** The coordinator replaces the coverage by the one in the file. */
const replaceCoverage =
  (file: string): StoryMove =>
  async (stage, _referral, holdId) => {
    const coverage = await stage.file(file);
    await stage.resolve(holdId, 'coordinator', { action: 'replace-coverage', coverage });
    stage.say('coordinator: replaced the coverage');
  };

/** The administrator enters what a nurse can do since, and the scheduler looks again. */
const addNurse =
  (file: string): StoryMove =>
  async (stage, _referral, holdId) => {
    const nurse = (await stage.file(file)) as { nurseId: string };
    const path = `/network/nurses/${nurse.nurseId}`;
    const token = stage.token('admin');
    const { revision } = (await stage.http.expect(200, 'GET', path, { token })).body;
    await stage.http.expect(200, 'PUT', path, { token, body: { ...nurse, revision } });
    await stage.resolve(holdId, 'scheduler', { action: 'search-again' });
    stage.say('admin: entered what a nurse can do; scheduler: searched again');
  };

/** The pharmacist enters the drug in the file for this order. */
const enterDrug =
  (file: string): StoryMove =>
  async (stage, _referral, holdId) => {
    await stage.resolve(holdId, 'clinician', {
      action: 'enter-drug',
      note: 'Read from the label; the catalogue gets it later.',
      drug: await stage.file(file),
    });
    stage.say('clinician: entered the drug, as a pharmacist');
  };

/** The coordinator faxes the packet that lies ready; the confirmation of the machine is the proof. */
const faxPacket: StoryMove = async (stage, { authorizations }, holdId) => {
  const token = stage.token('coordinator');
  const { body } = await stage.http.expect(200, 'GET', `/holds/${holdId}`, { token });
  const { channel, to, number } = body.packet as { channel: string; to: string; number: number };
  const [round] = authorizations.slice(-1);
  stage.say(`coordinator: packet ${number} of ${round?.authorizationId} by ${channel} to ${to}`);
  await stage.resolve(holdId, 'coordinator', {
    action: 'sent',
    sentAt: stage.now().toISOString(),
    reference: 'FX-1018',
  });
};

/** The fund calls two days after the fax, and the coordinator takes down what it says. */
const answeredByTelephone: StoryMove = async (stage, _referral, holdId) => {
  await stage.advance('P2D');
  await stage.resolve(holdId, 'coordinator', {
    action: 'record-approval',
    authorizationNumber: 'CF-1018',
    expiresOn: shiftDates('2027-09-30', daysSince(stage.now())),
    person: 'Maria of utilization review',
    said: 'Approved as requested, the letter follows.',
  });
  stage.say('coordinator: recorded the approval that was told by telephone');
};

/** An order of one class of therapy, by a practice's form, that ends with a booked series there. */
const ofClass = (
  file: string,
  { title, practiceNpi, submissions }: Pick<Story, 'title' | 'practiceNpi' | 'submissions'>,
  setting: string,
): Story => ({
  file,
  form: 'native',
  title,
  practiceNpi,
  submissions,
  onHold: {},
  failures: (referral) =>
    unmet({
      'the series is booked': isBooked(referral),
      [`in this setting: ${setting}`]: referral.setting === setting,
    }),
});

/** The referrals of the examples folder, who acts on what, and how each must end. */
export const stories: readonly Story[] = [
  {
    file: '01-infliximab-center.json',
    title: 'A biologic, approved at once, for an infusion center',
    practiceNpi: lakeside,
    submissions: 1,
    onHold: {},
    afterwards: confirmAndLearn('01-infliximab-center.json'),
    failures: (referral) =>
      unmet({
        'the series is booked': isBooked(referral),
        'at an infusion center': referral.setting === 'infusion-center',
        'authorized in one round': rounds(referral) === 1,
        'the patient confirmed the first visit': saw(referral, 'visit.confirmed'),
        'the patient acknowledged all the teaching':
          referral.education?.acknowledged === referral.education?.lessons,
      }),
  },
  {
    file: '02-ivig-home.json',
    title: 'Immune globulin, moved home, decided a day later',
    practiceNpi: harborview,
    submissions: 1,
    onHold: {},
    failures: (referral) =>
      unmet({
        'the series is booked': isBooked(referral),
        'the payer decided later': saw(referral, 'authorization.notified'),
        'at home': referral.setting === 'home',
      }),
  },
  {
    file: '03-opat-ceftriaxone-urgent.json',
    title: 'An antibiotic after discharge, urgent',
    practiceNpi: prairie,
    submissions: 1,
    // Started on a Saturday, say, when no nurse is on duty before Monday.
    onHold: {
      'first-dose-late': by('clinician', {
        action: 'accept',
        note: 'The hospital gives the doses until Monday.',
      }),
    },
    failures: (referral) => unmet({ 'the series is booked': isBooked(referral) }),
  },
  {
    file: '04-incomplete-then-corrected.json',
    title: 'An incomplete order, completed later',
    practiceNpi: lakeside,
    submissions: 1,
    onHold: {
      'order-incomplete': correct('04-incomplete-then-corrected.correction.json', lakeside),
    },
    failures: (referral) =>
      unmet({
        'it waited for the practice': saw(referral, 'hold.placed'),
        'the order was corrected': saw(referral, 'referral.corrected'),
        'the series is booked': isBooked(referral),
      }),
  },
  {
    file: '05-inactive-coverage-replaced.json',
    title: 'An inactive coverage, replaced',
    practiceNpi: harborview,
    submissions: 1,
    onHold: {
      'coverage-not-active': replaceCoverage('05-inactive-coverage-replaced.coverage.json'),
    },
    failures: (referral) =>
      unmet({
        'it waited for a coverage': saw(referral, 'hold.resolved'),
        'the series is booked': isBooked(referral),
      }),
  },
  {
    file: '06-pended-for-information.json',
    title: 'Pended for information, supplied, approved',
    practiceNpi: harborview,
    submissions: 2,
    onHold: {
      'information-requested': sendDocument('06-pended-for-information.document.json', harborview),
    },
    failures: (referral) =>
      unmet({
        'the document was added': saw(referral, 'referral.document-added'),
        'the series is booked': isBooked(referral),
      }),
  },
  {
    file: '07-site-of-care-denial-moved.json',
    title: 'Denied for the site of care, moved, approved',
    practiceNpi: lakeside,
    submissions: 2,
    onHold: { 'denied-site-of-care': by('coordinator', { action: 'move-site' }) },
    failures: (referral) =>
      unmet({
        'authorized in a second round': rounds(referral) === 2,
        'no longer at the hospital': referral.setting !== 'hospital-outpatient',
        'the series is booked': isBooked(referral),
      }),
  },
  {
    file: '08-no-capacity-resolved.json',
    title: 'No capacity, then resolved',
    practiceNpi: lakeside,
    submissions: 1,
    onHold: { 'no-capacity': addNurse('08-no-capacity-resolved.nurse.json') },
    failures: (referral) =>
      unmet({
        'it waited for capacity': saw(referral, 'hold.placed'),
        'the series is booked': isBooked(referral),
      }),
  },
  ofClass(
    '09-iron-center.json',
    { title: 'Iron, two doses a week apart', practiceNpi: harborview, submissions: 1 },
    'infusion-center',
  ),
  ofClass(
    '10-chemotherapy-center.json',
    { title: 'Chemotherapy by body surface, six cycles', practiceNpi: harborview, submissions: 1 },
    'infusion-center',
  ),
  ofClass(
    '11-hydration-center.json',
    { title: 'Hydration, no authorization needed', practiceNpi: harborview, submissions: 0 },
    'infusion-center',
  ),
  ofClass(
    '12-nutrition-home.json',
    {
      title: 'Nutrition at home, nurses fewer than nights',
      practiceNpi: harborview,
      submissions: 1,
    },
    'home',
  ),
  ofClass(
    '13-pain-pump-home.json',
    { title: 'A pain pump at home, day and night', practiceNpi: prairie, submissions: 1 },
    'home',
  ),
  ofClass(
    '14-enzyme-center.json',
    { title: 'An enzyme by weight, slowly at first', practiceNpi: lakeside, submissions: 1 },
    'infusion-center',
  ),
  ofClass(
    '15-transfusion-hospital.json',
    { title: 'Two bags of red cells, at the hospital', practiceNpi: lakeside, submissions: 0 },
    'hospital-outpatient',
  ),
  {
    file: '16-unknown-drug-entered.json',
    form: 'native',
    title: 'A drug that the catalogue does not know, entered by a pharmacist',
    practiceNpi: lakeside,
    submissions: 1,
    onHold: { 'order-drug-unknown': enterDrug('16-unknown-drug-entered.drug.json') },
    failures: (referral) =>
      unmet({
        'it waited for a pharmacist': saw(referral, 'hold.resolved'),
        'the series is booked': isBooked(referral),
        'at an infusion center': referral.setting === 'infusion-center',
      }),
  },
  {
    ...ofClass(
      '17-regimen-center.json',
      { title: 'Three drugs at one visit, one order', practiceNpi: harborview, submissions: 1 },
      'infusion-center',
    ),
    failures: (referral) =>
      unmet({
        'one series is booked, a visit for all the drugs of its day':
          isBooked(referral) && referral.visits.length === 6,
        'at an infusion center': referral.setting === 'infusion-center',
        'the payer was asked for each drug, in one round':
          rounds(referral) === 1 &&
          ['Paclitaxel', 'Carboplatin', 'Intravenous hydration'].every((drug) =>
            drugsAsked(referral).includes(drug),
          ),
      }),
  },
  {
    file: '18-payer-by-fax.json',
    form: 'native',
    title: 'A fund that no machine reaches: its criteria met, a fax, an approval by telephone',
    practiceNpi: lakeside,
    // By machine; the packet is sent by a person.
    submissions: 0,
    onHold: { 'packet-to-send': faxPacket, 'payer-decision': answeredByTelephone },
    failures: (referral) =>
      unmet({
        'a packet was made': saw(referral, 'authorization.packet-made'),
        'authorized in one round': rounds(referral) === 1,
        'the series is booked': isBooked(referral),
        'at an infusion center': referral.setting === 'infusion-center',
      }),
  },
];
