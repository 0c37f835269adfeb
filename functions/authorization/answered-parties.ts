import type { Payer } from '../payer/payer.ts';
import { comparePersons } from '../referral/person/agreement.ts';
import { type PersonFacts, readPersonFacts } from '../referral/person/facts.ts';
import type { Submission } from '../referral/referral.ts';
import { plainSpelling } from '../referral/spelling.ts';
import type { Authorization } from './authorization.ts';
import type { AnsweredPatient, PayerAnswer } from './payer-answer.ts';

/** Whom we asked about, for whom and whom. */
type Asked = {
  submission: Submission;
  authorization: Pick<Authorization, 'coverageRank' | 'practiceNpi' | 'sent'>;
  payer: Pick<Payer, 'ediId'>;
};

const said = ({ names, birthDate, memberIds, otherIds = [] }: AnsweredPatient): string =>
  [
    ...names.map(({ given, family }) => `${given} ${family}`.trim()),
    ...(birthDate ? [`born ${birthDate}`] : []),
    ...memberIds.map((id) => `member ${id}`),
    ...otherIds.map((id) => `number ${id}`),
  ].join(', ');

/** A number that does not say what it is may be of any kind: it tells something only where it is ours. */
const isComparable = (
  { names, birthDate, memberIds, otherIds = [] }: AnsweredPatient,
  memberId: string,
): boolean =>
  names.some(({ given, family }) => given || family) ||
  birthDate !== undefined ||
  memberIds.length > 0 ||
  otherIds.some((id) => plainSpelling(id) === plainSpelling(memberId));

/** Payers cut names short and spell them in their own way: only what cannot be the same name counts. */
const isAnotherName = ({ names }: AnsweredPatient, facts: PersonFacts): boolean => {
  if (names.length === 0) return false;
  const { given, family } = comparePersons(facts, { ...facts, names });
  return (
    (given === 'different' && names.some((one) => one.given)) ||
    (family === 'different' && names.some((one) => one.family))
  );
};

/** A date that names only its year or month agrees as far as it goes. */
const isAnotherBirthDate = ({ birthDate }: AnsweredPatient, { birthDates }: PersonFacts): boolean =>
  birthDate !== undefined && !birthDates.some((date) => date.startsWith(birthDate.slice(0, 10)));

const isAnother = (patient: AnsweredPatient, facts: PersonFacts, memberId: string): boolean =>
  isAnotherName(patient, facts) ||
  isAnotherBirthDate(patient, facts) ||
  (patient.memberIds.length > 0 &&
    !patient.memberIds.some((id) => plainSpelling(id) === plainSpelling(memberId)));

/** The NPIs under which a request may come back: the practice's, the prescriber's and the site's. */
const npisOf = ({ submission, authorization }: Asked): (string | undefined)[] => [
  authorization.practiceNpi,
  submission.practice.npi,
  submission.prescriber?.npi,
  authorization.sent?.siteNpi,
];

const plainCode = (code: string): string => code.replace(/[^A-Za-z\d]/g, '').toUpperCase();

/** Diagnoses that the answer is about and that we did not send. */
const otherDiagnoses = (
  { parties }: PayerAnswer,
  { submission: { diagnoses } }: Asked,
): string[] => {
  const ours = new Set(diagnoses.map(({ code }) => plainCode(code)));
  return (parties?.diagnoses ?? []).filter((code) => !ours.has(plainCode(code)));
};

/** What of the persons and organizations in an answer is not as we asked, in our words and the payer's. */
const strangersIn = (answer: PayerAnswer, asked: Asked): [string, string][] => {
  const { parties } = answer;
  if (!parties) return [];
  const { submission, authorization, payer } = asked;
  const facts = readPersonFacts(submission);
  const memberId =
    submission.coverages.find(({ rank }) => rank === authorization.coverageRank)?.memberId ?? '';
  const { requestors, insurers } = parties;
  const { patients } = parties;
  const diagnoses = otherDiagnoses(answer, asked);
  const others = patients.filter((patient) => isAnother(patient, facts, memberId));
  const isUnknown =
    patients.length > 0 && !patients.some((patient) => isComparable(patient, memberId));
  const isOurs =
    requestors.length === 0 || npisOf(asked).some((npi) => npi && requestors.includes(npi));
  return [
    ...(isUnknown
      ? [
          [
            'a patient of whom nothing can be compared',
            patients.map(said).filter(Boolean).join('; ') || 'no name, birth date or member number',
          ] as [string, string],
        ]
      : []),
    ...others.map((patient): [string, string] => ['another patient', said(patient)]),
    ...(diagnoses.length > 0
      ? [['another diagnosis', diagnoses.join(', ')] as [string, string]]
      : []),
    ...(isOurs ? [] : [['another requester', requestors.join(', ')] as [string, string]]),
    ...(insurers.length > 0 && !insurers.includes(payer.ediId)
      ? [
          ['another insurer', [parties.said.insurer, ...insurers].join(' ').trim()] as [
            string,
            string,
          ],
        ]
      : []),
  ];
};

/**
 * An answer held against whom we asked about: one that names another patient, requester or insurer
 * is nobody's to act on until a person has read whom it names.
 */
export const withPartiesCompared = (answer: PayerAnswer, asked: Asked): PayerAnswer => {
  const strangers = strangersIn(answer, asked);
  if (strangers.length === 0) return answer;
  return {
    ...answer,
    doubts: [...answer.doubts, ...new Set(strangers.map(([what]) => what))],
    words: [
      ...strangers.map(([what, words]) => `The answer names ${what}: ${words}.`),
      ...answer.words,
    ],
  };
};
