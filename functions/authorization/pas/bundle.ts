import type { Bundle, Claim } from 'fhir/r4.js';
import { drugsOf } from '../../referral/order/regimen.ts';
import { sendingId } from '../request-names.ts';
import { claimEntry } from './claim.ts';
import { ourSystems, profile } from './codes.ts';
import {
  writeBeneficiary,
  writeContact,
  writeCoverage,
  writeInsurer,
  writePractitioner,
  writePractitionerRole,
  writeRequestor,
  writeSite,
  writeSubscriber,
} from './parties.ts';
import { type Entry, makeUrn, writeDocument, writeMedicationRequest } from './resources.ts';
import type { Cast, SubmissionFacts } from './submission.ts';

type Parties = Pick<SubmissionFacts, 'authorization' | 'submission' | 'coverage' | 'payer'>;

const entryOf =
  ({ authorization }: Pick<Parties, 'authorization'>) =>
  <R extends Entry['resource']>(role: string, resource: R): Entry<R> => ({
    fullUrl: makeUrn(authorization.authorizationId, role),
    resource,
  });

/** Who is asked, by whom and for whom; `others` holds the policy holder where it is another. */
export const partiesOf = (
  facts: Parties,
): Pick<Cast, 'patient' | 'insurer' | 'requestor' | 'coverage' | 'others'> => {
  const { submission, coverage, payer } = facts;
  const entry = entryOf(facts);
  const patient = entry('patient', writeBeneficiary(submission, coverage));
  const insurer = entry('insurer', writeInsurer(payer));
  const requestor = entry('requestor', writeRequestor(submission));
  const subscriber =
    coverage.relationship === 'self' ? patient : entry('subscriber', writeSubscriber(coverage));
  return {
    patient,
    insurer,
    requestor,
    coverage: entry('coverage', writeCoverage(coverage, { patient, subscriber, insurer })),
    others: subscriber === patient ? [] : [subscriber],
  };
};

/** Every resource but the Claim, each once, named alike in every sending. */
const castOf = (facts: SubmissionFacts): Cast => {
  const { submission, therapy, site } = facts;
  const entry = entryOf(facts);
  const { others, ...parties } = partiesOf(facts);
  const { patient, requestor } = parties;
  const { prescriber, practice } = submission;
  const contact = writeContact({ phone: prescriber?.phone ?? practice.phone, fax: practice.fax });
  // A payer takes no prescriber without an NPI: the practice asks then.
  const practitioner =
    prescriber?.npi === undefined
      ? undefined
      : entry('prescriber', writePractitioner(prescriber.npi, prescriber));
  const role =
    prescriber &&
    practitioner &&
    contact &&
    entry(
      'prescriber-role',
      writePractitionerRole({ practitioner, organization: requestor }, contact, prescriber),
    );
  const orderer = role ?? requestor;
  return {
    ...parties,
    orderer,
    site: entry('site', writeSite(site)),
    medications: drugsOf(submission).map((drug, index) =>
      entry(
        index === 0 ? 'medication' : `medication-${index + 1}`,
        writeMedicationRequest(
          drug.submission,
          (index === 0 ? undefined : drug.therapy) ?? therapy,
          {
            patient,
            requester: orderer,
            isAtHome: site.setting === 'home',
          },
        ),
      ),
    ),
    others: [...others, ...(role && practitioner ? [role, practitioner] : [])],
    documents: facts.documents.map((document, index) =>
      entry(`document-${index + 1}`, writeDocument(document, patient)),
    ),
  };
};

/** The Claim that an update continues, as it was sent. */
const priorClaim = (facts: SubmissionFacts, cast: Cast): Entry<Claim>[] => {
  const { continues } = facts;
  if (!continues) return [];
  const before = { ...facts, number: continues.number, at: continues.at, continues: undefined };
  const documents = cast.documents.slice(0, continues.documents);
  return [claimEntry(before, { ...cast, documents })];
};

/**
 * The body of `Claim/$submit` after PAS 2.2.1: the Claim first, then every resource it refers to,
 * each once. What supplies asked-for information is an update that keeps all sequences.
 */
export const submissionBundle = (facts: SubmissionFacts): Bundle => {
  const cast = castOf(facts);
  const { patient, insurer, requestor, coverage, site, medications, others, documents } = cast;
  return {
    resourceType: 'Bundle',
    meta: { profile: [profile('profile-pas-request-bundle')] },
    identifier: {
      system: ourSystems.submission,
      value: sendingId(facts.authorization.authorizationId, facts.number),
    },
    type: 'collection',
    timestamp: facts.at,
    entry: [
      claimEntry(facts, cast),
      ...priorClaim(facts, cast),
      patient,
      coverage,
      insurer,
      requestor,
      site,
      ...medications,
      ...others,
      ...documents,
    ],
  };
};
