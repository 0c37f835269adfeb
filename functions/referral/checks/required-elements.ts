import { Address, isPostBox } from '../../platform/address.ts';
import { addDays, ageOn } from '../../platform/days.ts';

import { type Needed, neededBy } from '../../therapy/dose-unit.ts';
import { isCentral } from '../../therapy/line-choice.ts';
import { comesOfAge, isMinor, isTold, reachedThrough } from '../guardian.ts';
import { isWritten } from '../language.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import { hasEnd } from '../order/course.ts';
import { amountsOf, dosedByWeight } from '../order/dose.ts';
import { doseFactorsOf } from '../order/dose-factors.ts';
import {
  hasUnreadableWeight,
  readHeights,
  readWeights,
  weightUnits,
} from '../order/measurements.ts';
import { e164 } from '../person/facts.ts';
import type { Finding, Submission } from '../referral.ts';
import type { Checked } from './findings.ts';
import { lineInPlace } from './vascular-access.ts';

/**
 * What an order must hold before it can go to a payer or a nurse, as data: when it is asked for,
 * when it counts as there, and what to do when it is not. Order is the order shown to practices.
 */
type Element = {
  code: string;
  severity: Finding['severity'];
  pointer: string;
  text: string | ((checked: Checked) => string);
  fix: string;
  source: string;
  /** The words of whoever it rests on. */
  said?: (checked: Checked) => string | undefined;
  asked?: (checked: Checked) => boolean;
  there: (checked: Checked) => boolean;
};

const contents = 'order contents: Medicare Benefit Policy Manual, chapter 15, section 320.5';
const keyedRule = 'own rule: what our staff keyed in counts once its practice has signed it';
const forms = 'referral forms of infusion providers (adult IG, certolizumab)';
const own = 'general knowledge - verify';

/** Whether the ordered dose is multiplied by something of the patient. */
const orderNeeds = ({ order }: Submission, needed: Needed): boolean =>
  amountsOf(order).some(({ unit }) => neededBy(unit) === needed);

/** One question for one thing: what is there and not understood is asked back with its words. */
const isAskedBack = ({ submission }: Checked, about: NotUnderstood['about']): boolean =>
  submission.order.notUnderstood?.some((one) => one.about === about) === true;
const byWeight = ({ therapy, submission }: Checked) => dosedByWeight(therapy, submission.order);

/** Nobody in the United States has been older; own rule. */
const mostYears = 120;

/** Days ahead in which the end of a coverage is told: those of a usual authorization. Own rule. */
const coverageAhead = 180;

export const requiredElements: readonly Element[] = [
  {
    code: 'therapy-unknown',
    severity: 'block',
    pointer: '/order/drug',
    text: 'The drug is not one that the catalogue knows; a pharmacist enters it for this order.',
    fix: 'Nothing to do for the practice. If it has another name or code (RxNorm, HCPCS), send that.',
    source: contents,
    there: ({ therapy }) => therapy !== undefined,
  },
  {
    code: 'drug-entered',
    severity: 'warn',
    pointer: '/order/drug',
    text: 'The drug is not of the catalogue: a pharmacist has entered it for this order, without screening rules.',
    fix: 'Check doses and results by the label.',
    source: own,
    there: ({ submission }) => submission.order.entered === undefined,
  },
  {
    code: 'dose-missing',
    severity: 'missing',
    pointer: '/order/dose',
    text: 'The order gives no dose.',
    fix: 'Add the dose as the label gives it, such as mg, mg/kg, mg/m2, AUC, mL or units.',
    source: contents,
    asked: (checked) => !isAskedBack(checked, 'dose'),
    there: ({ submission: { order } }) =>
      order.dose !== undefined ||
      (order.phases ?? [{ dose: undefined }]).every(({ dose }) => dose !== undefined),
  },
  {
    code: 'route-missing',
    severity: 'missing',
    pointer: '/order/route',
    text: 'The order gives no route.',
    fix: 'Add IV or SC.',
    source: contents,
    asked: (checked) => !isAskedBack(checked, 'route'),
    there: ({ submission }) => submission.order.route !== undefined,
  },
  {
    code: 'frequency-missing',
    severity: 'missing',
    pointer: '/order/frequency',
    text: 'The order does not say how often the drug is given.',
    fix: 'Add the loading days, the interval in days, or both.',
    source: contents,
    asked: (checked) => !isAskedBack(checked, 'timing'),
    there: ({ submission: { order } }) =>
      order.phases !== undefined ||
      order.frequency?.intervalDays !== undefined ||
      (order.frequency?.loadingDays.length ?? 0) > 0 ||
      order.doses === 1,
  },
  {
    code: 'doses-missing',
    severity: 'missing',
    pointer: '/order/doses',
    text: 'The order does not say how many doses, or until when.',
    fix: 'Add the number of doses, or the days of a daily drug.',
    source: contents,
    asked: (checked) => !isAskedBack(checked, 'timing'),
    there: ({ submission, therapy }) =>
      submission.order.doses !== undefined ||
      (submission.order.phases !== undefined && hasEnd(submission.order, therapy)),
  },
  {
    code: 'signature-missing',
    severity: 'missing',
    pointer: '/order/signedAt',
    text: 'The order is not signed.',
    fix: "Send the date and time of the prescriber's signature.",
    source: contents,
    asked: ({ submission }) => submission.keyed === undefined,
    there: ({ submission }) => submission.order.signedAt !== undefined,
  },
  {
    code: 'order-to-sign',
    severity: 'missing',
    pointer: '/order/signedAt',
    text: 'Our staff keyed the order in as it reached us, and the practice has not signed it.',
    fix: 'Read it beside its page and sign it, or send it back with what is wrong.',
    source: keyedRule,
    there: ({ submission: { keyed, order } }) =>
      keyed === undefined || keyed.sentBack !== undefined || order.signedAt !== undefined,
    said: ({ submission: { keyed } }) => keyed?.askedAgain?.words,
  },
  {
    code: 'order-sent-back',
    severity: 'missing',
    pointer: '/keyed',
    text: 'The practice sent the keyed order back, and says what is wrong with it.',
    fix: 'Correct what it names: that sends the order to the practice again.',
    source: keyedRule,
    there: ({ submission: { keyed } }) => keyed?.sentBack === undefined,
    said: ({ submission: { keyed } }) => keyed?.sentBack?.words,
  },
  {
    code: 'prescriber-missing',
    severity: 'missing',
    pointer: '/prescriber',
    text: 'The prescriber is not named with an NPI.',
    fix: 'Add the name and NPI of the prescriber.',
    source: contents,
    there: ({ submission: { prescriber } }) =>
      prescriber?.npi !== undefined || prescriber?.npiAsSent !== undefined,
  },
  {
    code: 'prescriber-npi-unreadable',
    severity: 'warn',
    pointer: '/prescriber/npi',
    text: 'The NPI of the prescriber is none: it has ten digits, the last one a check digit. The payer is asked without it.',
    fix: 'Correct the NPI of the prescriber.',
    source: '45 CFR 162.406',
    there: ({ submission: { prescriber } }) =>
      prescriber?.npi !== undefined || prescriber?.npiAsSent === undefined,
  },
  {
    code: 'diagnosis-missing',
    severity: 'missing',
    pointer: '/diagnoses',
    text: 'There is no diagnosis.',
    fix: 'Add at least one ICD-10-CM code.',
    source: forms,
    there: ({ submission }) => submission.diagnoses.length > 0,
  },
  {
    code: 'coverage-missing',
    severity: 'missing',
    pointer: '/coverages',
    text: 'There is no primary coverage.',
    fix: 'Add the payer and the member id of the primary coverage.',
    source: forms,
    asked: ({ submission: { account = [] } }) =>
      !account.some(({ type, became }) => type === 'Coverage' && became === 'not-understood'),
    there: ({ submission }) => submission.coverages.some(({ rank }) => rank === 'primary'),
  },
  {
    code: 'coverage-for-injury',
    severity: 'missing',
    pointer: '/coverages',
    text: "The primary coverage is workers' compensation or an accident's: it pays for the injury alone.",
    fix: 'Send the health coverage of the patient; where the order treats that injury, send this one again without forInjuryOnly.',
    source: own,
    there: ({ submission }) =>
      submission.coverages.every(({ rank, forInjuryOnly }) => rank !== 'primary' || !forInjuryOnly),
  },
  {
    code: 'coverage-ends',
    severity: 'warn',
    pointer: '/coverages',
    text: ({ submission }) =>
      `The primary coverage ends on ${submission.coverages.find(({ rank }) => rank === 'primary')?.endsOn}.`,
    fix: 'Ask which coverage follows; the payer is asked anew before the visits after that day.',
    source: own,
    there: ({ submission, asOf }) =>
      submission.coverages.every(
        ({ rank, endsOn }) =>
          rank !== 'primary' || endsOn === undefined || endsOn > addDays(asOf, coverageAhead),
      ),
  },
  {
    code: 'address-missing',
    severity: 'missing',
    pointer: '/patient/address',
    text: 'The patient has no address.',
    fix: 'Add street, city, state and ZIP code.',
    source: forms,
    there: ({ submission: { patient } }) =>
      patient.address !== undefined || patient.addressAsSent !== undefined,
  },
  {
    code: 'name-unclear',
    severity: 'missing',
    pointer: '/patient/name',
    text: 'The name of the patient was sent as one text, which does not say which words are the family name.',
    fix: 'Send the name in its parts: given, middle and family.',
    source: own,
    there: ({ submission: { patient } }) => patient.nameAsSent === undefined,
  },
  {
    code: 'name-single',
    severity: 'warn',
    pointer: '/patient/name',
    text: 'The patient has one name alone, and payers know their members by two.',
    fix: 'Send the name as it stands on the insurance card, in its parts; where the card has one name, it is right.',
    source: own,
    there: ({ submission: { patient } }) => patient.name.given !== '',
  },
  {
    code: 'address-incomplete',
    severity: 'missing',
    pointer: '/patient/address',
    text: ({ submission: { patient } }) => describeGaps(patient.addressAsSent),
    fix: 'Send the whole address: street, city, state and ZIP code.',
    source: forms,
    there: ({ submission: { patient } }) =>
      patient.address !== undefined || patient.addressAsSent === undefined,
  },
  {
    code: 'street-address-missing',
    severity: 'missing',
    pointer: '/patient/address',
    text: 'Care at home is asked for, and the address is a post office box or none, where no nurse can go.',
    fix: 'Add the street address at which the patient lives.',
    source: own,
    asked: ({ submission }) => submission.placement?.preferred === 'home',
    there: ({ submission: { patient } }) => !patient.address || !isPostBox(patient.address),
  },
  {
    code: 'phone-missing',
    severity: 'missing',
    pointer: '/patient/phone',
    text: 'The patient has no telephone number.',
    fix: 'Add a number at which the patient can be reached.',
    source: forms,
    asked: ({ submission, asOf }) => isTold(submission.patient, asOf),
    there: ({ submission }) => submission.patient.phone !== undefined,
  },
  {
    code: 'guardian-missing',
    severity: 'missing',
    pointer: '/patient/guardian',
    text: 'The patient is a minor, and no parent or guardian is named.',
    fix: 'Add the name of the parent or guardian, with a telephone number or an e-mail address.',
    source: '45 CFR 164.502(g)(3)',
    asked: ({ submission, asOf }) => isMinor(submission.patient, asOf),
    there: ({ submission }) => submission.patient.guardian !== undefined,
  },
  {
    code: 'guardian-unreachable',
    severity: 'missing',
    pointer: '/patient/guardian/phone',
    text: 'The parent or guardian of the patient has no telephone number.',
    fix: 'Add a number at which the parent or guardian can be reached.',
    source: forms,
    asked: ({ submission, asOf }) =>
      !isTold(submission.patient, asOf) && submission.patient.guardian !== undefined,
    there: ({ submission }) => submission.patient.guardian?.phone !== undefined,
  },
  {
    code: 'guardian-decides',
    severity: 'warn',
    pointer: '/patient/guardian',
    text: 'A guardian is named for a patient who is of age: messages go to the guardian.',
    fix: 'Ask for the order of the court, or send the referral without the guardian.',
    source: '45 CFR 164.502(g)(2)',
    there: ({ submission: { patient }, asOf }) =>
      isMinor(patient, asOf) || patient.guardian?.appointed !== true,
  },
  {
    code: 'comes-of-age',
    severity: 'warn',
    pointer: '/patient/guardian',
    text: ({ submission: { patient } }) =>
      `The patient comes of age on ${comesOfAge(patient)}: the parents' say ends on that day.`,
    fix: "Ask for the patient's own telephone number before that day, and enter it.",
    source: '45 CFR 164.502(g)(3)',
    there: ({ submission: { patient }, asOf }) =>
      !isMinor(patient, asOf) ||
      patient.guardian?.appointed === true ||
      comesOfAge(patient) > addDays(asOf, coverageAhead),
  },
  {
    code: 'phone-unreadable',
    severity: 'warn',
    pointer: '/patient/phone',
    text: 'The telephone number that the patient is reached at cannot be dialed as it is written; no text reaches it.',
    fix: 'Write the number with its area code, and with + and the country code outside the US.',
    source: own,
    there: ({ submission, asOf }) => {
      const { phone } = reachedThrough(submission.patient, asOf);
      return phone === undefined || e164(phone) !== undefined;
    },
  },
  {
    code: 'language-unknown',
    severity: 'warn',
    pointer: '/patient/language',
    text: 'The language of the patient is not known as it is written; messages go out in English.',
    fix: 'Send a language code such as es, or its English name.',
    source: own,
    there: ({ submission: { patient } }) =>
      patient.languageAsSent === undefined || patient.language !== 'en',
  },
  {
    code: 'language-not-written',
    severity: 'warn',
    pointer: '/patient/language',
    text: 'Our messages are not written in the language of the patient; they go out in English.',
    fix: 'Tell the patient what they say, or name somebody who can.',
    source: own,
    there: ({ submission: { patient } }) => isWritten(patient.language),
  },
  {
    code: 'interpreter-needed',
    severity: 'warn',
    pointer: '/patient/interpreter',
    text: 'The patient needs an interpreter.',
    fix: 'Arrange one for calls, teaching and visits.',
    source: 'section 1557 of the Affordable Care Act, 45 CFR 92.201',
    there: ({ submission: { patient } }) => patient.interpreter !== true,
  },
  {
    code: 'address-temporary',
    severity: 'warn',
    pointer: '/patient/address',
    text: ({ submission: { patient } }) =>
      `The patient is at a temporary address until ${patient.addressUntil}.`,
    fix: 'Ask where the patient is on the days of the visits.',
    source: own,
    there: ({ submission: { patient } }) => patient.addressUntil === undefined,
  },
  {
    code: 'birth-date-implausible',
    severity: 'missing',
    pointer: '/patient/birthDate',
    text: 'The date of birth makes the patient older than anybody: it may stand for one that is not known.',
    fix: 'Correct the date of birth.',
    source: own,
    there: ({ submission, asOf }) => ageOn(submission.patient.birthDate, asOf) < mostYears,
  },
  {
    code: 'birth-date-ahead',
    severity: 'missing',
    pointer: '/patient/birthDate',
    text: 'The date of birth lies in the future.',
    fix: 'Correct the date of birth.',
    source: own,
    there: ({ submission, asOf }) => submission.patient.birthDate <= asOf,
  },
  {
    code: 'emergency-contact-missing',
    severity: 'warn',
    pointer: '/patient/emergencyContact',
    text: 'There is no emergency contact.',
    fix: 'Add a name and a telephone number.',
    source: own,
    there: ({ submission }) => submission.patient.emergencyContact !== undefined,
  },
  {
    code: 'allergies-missing',
    severity: 'missing',
    pointer: '/allergies',
    text: 'The order says nothing of allergies.',
    fix: 'List the allergies, or say that none are known.',
    source: own,
    there: ({ submission }) => submission.allergies !== undefined,
  },
  {
    code: 'first-dose-unknown',
    severity: 'missing',
    pointer: '/order/firstDose',
    text: 'The order does not say whether the patient has had this drug before.',
    fix: 'Say whether it is the first dose.',
    source: forms,
    asked: (checked) => !isAskedBack(checked, 'history'),
    there: ({ submission }) => submission.order.firstDose !== undefined,
  },
  {
    code: 'last-dose-missing',
    severity: 'missing',
    pointer: '/order/lastDoseOn',
    text: 'The patient has had this drug, but the day of the last dose is not given.',
    fix: 'Add the day of the last dose.',
    source: forms,
    asked: ({ submission }) => submission.order.firstDose === false,
    there: ({ submission }) => submission.order.lastDoseOn !== undefined,
  },
  {
    code: 'first-dose-contradicted',
    severity: 'missing',
    pointer: '/order/firstDose',
    text: 'The order says that this is the first dose, and gives the day of a last one.',
    fix: 'Say that it is not the first dose, or leave the day of the last one out.',
    source: own,
    there: ({ submission: { order } }) => !(order.firstDose && order.lastDoseOn !== undefined),
  },
  {
    code: 'dose-stopped',
    severity: 'warn',
    pointer: '/order/stoppedDoseOn',
    text: 'A dose given before was stopped before its end.',
    fix: 'Say why; where the patient reacted to it, give the grade and the day as the prior reaction.',
    source: own,
    there: ({ submission: { order } }) =>
      order.stoppedDoseOn === undefined || order.priorReaction !== undefined,
  },
  {
    code: 'weight-missing',
    severity: 'missing',
    pointer: '/observations',
    text: 'The dose goes by weight, and there is no weight with a date.',
    fix: 'Add a dated body weight (LOINC 29463-7) in kg.',
    source: forms,
    asked: byWeight,
    there: (checked) =>
      readWeights(checked.submission).length > 0 || hasUnreadableWeight(checked.submission),
  },
  {
    code: 'weight-unit-unknown',
    severity: 'missing',
    pointer: '/observations',
    text: 'A weight is given in a unit that cannot be read.',
    fix: `Give the weight in one of: ${weightUnits.join(', ')}.`,
    source: own,
    there: ({ submission }) => !hasUnreadableWeight(submission),
  },
  {
    code: 'result-ahead',
    severity: 'missing',
    pointer: '/observations',
    text: 'A measurement or result is dated in the future.',
    fix: 'Correct the day on which it was taken.',
    source: own,
    // A day of room: it may be tomorrow already where it was taken.
    there: ({ submission, asOf }) => {
      const latest = addDays(asOf, 1);
      return submission.observations.every(({ on }) => on === undefined || on <= latest);
    },
  },
  {
    code: 'height-missing',
    severity: 'warn',
    pointer: '/observations',
    text: 'The dose goes by weight, and there is no height to check it with.',
    fix: 'Add a dated body height (LOINC 8302-2) in cm.',
    source: forms,
    asked: byWeight,
    there: ({ submission }) => readHeights(submission).length > 0,
  },
  {
    code: 'surface-unknown',
    severity: 'missing',
    pointer: '/observations',
    text: 'The dose goes by body surface, and there is no height with a date.',
    fix: 'Add a dated body height (LOINC 8302-2) in cm.',
    source: 'Mosteller, N Engl J Med 1987;317:1098',
    asked: ({ submission }) => orderNeeds(submission, 'surface'),
    there: ({ submission }) => readHeights(submission).length > 0,
  },
  {
    code: 'filtration-unknown',
    severity: 'missing',
    pointer: '/observations',
    text: 'The dose goes by kidney function, and it cannot be computed.',
    fix: 'Add a dated serum creatinine (LOINC 2160-0) in mg/dL, the weight, and the sex female or male.',
    source: 'Calvert; Cockcroft and Gault, Nephron 1976;16:31',
    asked: ({ submission }) => orderNeeds(submission, 'filtration'),
    there: ({ submission, therapy }) => doseFactorsOf(submission, therapy).filtration !== undefined,
  },
  {
    code: 'central-line-missing',
    severity: 'missing',
    pointer: '/order/lineType',
    text: 'This drug may only run through a central line.',
    fix: 'Say which central line is in place, with its tip confirmed: picc, port or tunneled.',
    source: 'therapy catalogue: access',
    asked: ({ therapy }) => therapy?.route === 'IV' && therapy.access.central === 'yes',
    there: ({ submission }) => isCentral(lineInPlace(submission)),
  },
  {
    code: 'reaction-orders-missing',
    severity: 'missing',
    pointer: '/order/reactionOrders',
    text: 'This therapy needs orders for an infusion reaction.',
    fix: 'Sign the reaction orders with this order.',
    source: forms,
    asked: ({ therapy }) => therapy?.reactionOrdersNeeded === true,
    there: ({ submission }) => submission.order.reactionOrders === true,
  },
  {
    code: 'premedication-missing',
    severity: 'missing',
    pointer: '/order/premedications',
    text: 'This therapy needs premedication orders.',
    fix: 'List the premedications.',
    source: 'drug label, by therapy',
    asked: ({ therapy }) => therapy?.premedicationNeeded === true,
    there: ({ submission }) => (submission.order.premedications?.length ?? 0) > 0,
  },
  {
    code: 'line-missing',
    severity: 'missing',
    pointer: '/order/lineType',
    text: 'A daily intravenous drug needs a known line.',
    fix: 'Say which line is in place: peripheral, midline, picc, port or tunneled.',
    source: 'IDSA 2018 OPAT guideline',
    asked: ({ therapy }) =>
      therapy?.dosingPattern === 'daily' &&
      therapy.route === 'IV' &&
      therapy.access.central !== 'yes',
    there: ({ submission }) => lineInPlace(submission) !== undefined,
  },
  {
    code: 'prior-therapies-missing',
    severity: 'warn',
    pointer: '/priorTherapies',
    text: 'Payers ask what was tried before this drug.',
    fix: 'List prior therapies with their outcome.',
    source: own,
    asked: ({ therapy }) => therapy?.screening.some(({ item }) => item === 'hepatitis-b') === true,
    there: ({ submission }) => submission.priorTherapies.length > 0,
  },
];

/** What an address lacks, or holds and cannot be read. */
const describeGaps = (sent: Submission['patient']['addressAsSent'] = {}): string => {
  const read = {
    street: sent.line?.length,
    city: sent.city,
    state: sent.state && Address.shape.state.safeParse(sent.state).success,
    'ZIP code': sent.postalCode && Address.shape.postalCode.safeParse(sent.postalCode).success,
  };
  const parts = Object.entries(read);
  const lacking = parts.filter(([, there]) => there === undefined).map(([part]) => part);
  const unreadable = parts.filter(([, there]) => there === false).map(([part]) => part);
  return [
    ...(lacking.length > 0 ? [`The patient's address lacks its ${lacking.join(', ')}.`] : []),
    ...(unreadable.length > 0
      ? [`The ${unreadable.join(', ')} of the patient's address cannot be read.`]
      : []),
  ].join(' ');
};

const saying = (said: string | undefined) => (said === undefined ? {} : { said });

/** Every required element that is asked for and not there. */
export const missingElements = (checked: Checked): Finding[] =>
  requiredElements
    .filter(({ asked, there }) => (asked?.(checked) ?? true) && !there(checked))
    .map(({ code, severity, pointer, text, fix, source, said }) => ({
      ...saying(said?.(checked)),
      code,
      severity,
      pointer,
      text: typeof text === 'string' ? text : text(checked),
      fix,
      source,
    }));
