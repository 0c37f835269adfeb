import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { submissionBundle } from '../../functions/authorization/pas/bundle.ts';
import type { SubmissionFacts } from '../../functions/authorization/pas/submission.ts';
import type { CoverageClaimed, Submission } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { simulatedPayers } from '../../payer-simulator/payers.ts';
import {
  anAuthorization,
  aSite,
  requestFacts,
  submissionFacts,
} from '../support/authorizations.ts';
import { cleanReferral, cleanTherapies } from '../support/clean-referrals.ts';
import { type Json, openProfiles, type Profiles } from '../support/fhir-profile.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const packages = ['davinci_pas_2.2.1.tgz', 'us_core_700.tgz'].map(
  (name) => new URL(`../../../shared/fhir/${name}`, import.meta.url).pathname,
);
const missing = packages.find((path) => !existsSync(path));

const therapyOf = (id: string): Therapy => {
  const therapy = lookUpTherapy(id);
  if (!therapy) throw new Error(id);
  return therapy;
};

const coveredBy = (payerId: string, submission: Submission): Submission => ({
  ...submission,
  coverages: submission.coverages.map((coverage) => ({ ...coverage, payerId })),
});

/** A request of a clean order to a payer. */
const bundleOf = (
  { therapyId, payerId }: { therapyId: string; payerId: string },
  change: (clean: Submission) => Submission = (clean) => clean,
  different: Partial<SubmissionFacts> = {},
): Json => {
  const therapy = therapyOf(therapyId);
  const payer = examplePayer(payerId);
  const submission = change(coveredBy(payerId, cleanReferral(therapyId)));
  const setting = different.site?.setting ?? 'infusion-center';
  const authorization = anAuthorization(
    different.authorization,
    requestFacts({ submission, therapy, payer, setting }),
  );
  const coverage = submission.coverages[0] as CoverageClaimed;
  const facts = submissionFacts({
    ...{ submission, coverage, payer, therapy },
    ...different,
    authorization,
  });
  return JSON.parse(JSON.stringify(submissionBundle(facts)));
};

const combinations = cleanTherapies.flatMap((therapyId) =>
  simulatedPayers.map(({ payerId }) => ({ therapyId, payerId })),
);

/** An order of which everything is told that an order can tell. */
const fullyTold = (clean: Submission): Submission => ({
  ...clean,
  practice: { ...clean.practice, phone: '+13125550100', fax: '+13125550101' },
  prescriber: {
    npi: '1000000012',
    name: 'Imogen Testwell',
    phone: '+13125550102',
    specialties: ['207RR0500X'],
  },
  patient: {
    ...clean.patient,
    name: { given: 'Alba', middle: 'Rose', family: 'Sampleton', suffix: 'Jr.' },
    address: {
      line: ['1 Sample Street', 'Apt 2'],
      city: 'Chicago',
      state: 'IL',
      postalCode: '60601',
    },
  },
  coverages: clean.coverages.map((coverage) => ({
    ...coverage,
    ...{ groupNumber: 'G77', relationship: 'child' as const, endsOn: '2027-06-30' },
  })),
});

const note = {
  title: 'Office note',
  type: '11506-3',
  contentType: 'text/plain',
  data: Buffer.from('An invented note.').toString('base64'),
};

/** The same order asked for in every way: at a center and at home, in a hurry, as a renewal, with a note. */
const everyWay = (): Json[] => {
  const about = { therapyId: 'ivig', payerId: 'acme-health' };
  const home = aSite({ siteId: 'site_home', setting: 'home', placeOfService: '12', chairs: 0 });
  return [
    bundleOf(about, fullyTold, {
      documents: [note],
      authorization: anAuthorization({ urgency: 'expedited' }),
    }),
    bundleOf(about, fullyTold, {
      previousNumber: 'PA1',
      site: home,
      authorization: anAuthorization({ bookedBefore: 6, placeOfService: '12' }),
    }),
  ];
};

/** Elements that must be supported, of which nobody has told us anything, or which are kept back. */
const notHeld: Readonly<Record<string, readonly [path: RegExp, why: string][]>> = {
  'profile-claim': [
    [/AdmissionDates|DischargeDates|encounter/, 'of patients in a hospital bed'],
    [/accident/, 'who pays for an injury alone is asked of a person'],
    [/conditionCode|homeHealthCareInformation|epsdtIndicator|nursingHome/, 'of other benefits'],
    [/revenue|unitPrice|productOrServiceCodeEnd/, 'of bills'],
    [/item\.modifier/, 'no line is asked for with one'],
    [/subDepartment|jurisdiction/, 'the payer has none of ours'],
    [/dministrationReferenceNumber/, 'belongs to what is asked about, in an inquiry'],
    [/^Claim.extension:authorizationNumber/, 'stands with each line'],
    [/qualification/, 'the role says it: who ordered, and where'],
    [/timingDate|servicedDate/, 'the other form, a period, is sent'],
    [/recordedDate/, 'an order does not date its diagnoses'],
  ],
  'profile-beneficiary': [
    [/telecom|communication/, 'kept back: a payer needs neither to decide (45 CFR 164.502(b))'],
    [/prefix|district|multipleBirth/, 'not told'],
  ],
  'profile-coverage': [
    [/type/, 'not told by an order'],
    [/:plan|group\.name/, 'not told by an order'],
  ],
  'profile-insurer': [
    [/NPI|TIN|telecom|address/, 'a directory entry knows its payer by the id of its machine'],
  ],
  'profile-requestor': [
    [/TIN|:PI/, 'not told'],
    [/address|contact/, 'an order tells of a practice its name, number, telephone and fax'],
  ],
  'profile-organization': [[/TIN|:PI/, 'not told']],
  'profile-practitioner': [[/address/, 'not told']],
  'profile-practitionerrole': [[/location|endpoint|\.code/, 'not told']],
  'profile-medicationrequest': [
    [/extension:coverage/, 'what a payer answers to coverage discovery'],
    [/reported|encounter/, 'not told'],
    [/category:us-core/, 'the category itself: slices by a value set are not told apart here'],
    [/dispenseRequest/, 'an infusion is given, not dispensed; the doses stand in its timing'],
  ],
};

describe.skipIf(missing !== undefined)(
  `Requests under the FHIR profiles (packages in ../shared/fhir${missing ? `, absent: ${missing}` : ''})`,
  () => {
    let profiles: Profiles;
    beforeAll(() => {
      profiles = openProfiles(packages);
    });

    it(`are sound for every therapy and payer: ${combinations.length} of them`, () => {
      expect(combinations.length).toBeGreaterThanOrEqual(200);
      const wrong = combinations.flatMap((about) =>
        profiles
          .validate(bundleOf(about))
          .map(({ path, message }) => `${about.therapyId} ${about.payerId}: ${path} ${message}`),
      );
      expect(wrong).toEqual([]);
    }, 240_000);

    it('fill at least three quarters of what must be supported, and all that is told of it', () => {
      const bundles = everyWay();
      expect(bundles.flatMap((bundle) => profiles.validate(bundle))).toEqual([]);
      const held = new Map<string, { json: Json; entries: Json[] }[]>();
      for (const bundle of bundles) {
        const entries = bundle.entry as Json[];
        for (const { resource } of entries as { resource: Json }[]) {
          const [url = ''] = ((resource.meta as Json | undefined)?.profile ?? []) as string[];
          held.set(url, [...(held.get(url) ?? []), { json: resource, entries }]);
        }
      }
      const rows = [...held].flatMap(([url, resources]) => {
        const name = url.replace(/^.*\/|\|.*$/g, '');
        const kept = notHeld[name];
        if (!kept) return [];
        const all = [...profiles.mustSupport(url, resources)];
        const filled = all.filter(([, isFilled]) => isFilled).length;
        const lacking = all.filter(
          ([path, isFilled]) => !isFilled && !kept.some(([pattern]) => pattern.test(path)),
        );
        const without = all.length - filled - lacking.length;
        return [{ name, filled, asked: all.length - without, without, lacking }];
      });
      for (const { name, filled, asked, without } of rows)
        process.stdout.write(
          `  ${name}: ${filled} of ${asked} must-support elements filled where held (${Math.round((100 * filled) / asked)} %); ${without} not held\n`,
        );
      expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(notHeld).sort());
      expect(rows.flatMap(({ lacking }) => lacking.map(([path]) => path))).toEqual([]);
      for (const { name, filled, asked } of rows)
        expect([name, filled / asked >= 0.75]).toEqual([name, true]);
    });
  },
);
