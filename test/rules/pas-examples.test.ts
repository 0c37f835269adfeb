import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Line } from '../../functions/authorization/authorization.ts';
import { caseState } from '../../functions/authorization/case-state.ts';
import { judgeLines } from '../../functions/authorization/decision-rules.ts';
import { readNotification } from '../../functions/authorization/notification.ts';
import { NotificationBody } from '../../functions/authorization/notification-body.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import type { PayerAnswer } from '../../functions/authorization/payer-answer.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { type Json, readPackage } from '../support/fhir-profile.ts';

const folder = new URL('../../../shared/fhir/', import.meta.url).pathname;
const editions = ['2.2.1', '2.0.1'] as const;
const packageOf = (edition: string) => `${folder}davinci_pas_${edition}.tgz`;
const missing = editions.map(packageOf).find((path) => !existsSync(path));

/** The examples ask for one visit of May 2005 on one line; ours is made to ask for the same. */
const asked: Line = {
  ...(anAuthorization().lines[0] as Line),
  ...{ units: 1, visits: 1, from: '2005-05-02', through: '2005-06-02' },
};

/** What becomes of the request, of its line, and what of the answer stands before a person. */
const stateOf = (answer: PayerAnswer) => {
  const lines = judgeLines([asked], answer, { placeOfService: '11' });
  return [caseState(lines), lines[0]?.state, lines[0]?.decision?.number ?? '-'].join(' ');
};

/** Every example that answers a request, by edition; what is not named here is no answer. */
const answers: Readonly<Record<(typeof editions)[number], Readonly<Record<string, string>>>> = {
  '2.2.1': {
    'Bundle-ErrorResponseBundleExample': 'rejected rejected-fix -',
    'Bundle-PASClaimInquiryResponseBundleExample': 'approved approved AUTH0001',
    'Bundle-ReferralAuthorizationResponseBundleExample': 'approved approved AUTH0001',
    'Bundle-ReferralPendingAuthorizationResponseBundleExample': 'pended pended-in-review -',
    'Bundle-RejectionResponseBundleExample': 'denied denied -',
    'ClaimResponse-ErrorResponseExample': 'rejected rejected-fix -',
    'ClaimResponse-PASClaimInquiryResponseExample': 'approved approved AUTH0001',
    // A line more than was asked for, and by itself it names a provider that does not come with it.
    'ClaimResponse-PractitionerRequestorAdditionalContentResponseExample':
      'contact-payer needs-person -',
    'ClaimResponse-PractitionerRequestorPendingResponseExample': 'pended pended-in-review -',
    // The same answer as in the bundle above, without the provider that it refers to.
    'ClaimResponse-PractitionerRequestorResponseExample': 'contact-payer needs-person -',
    'ClaimResponse-RejectionResponseExample': 'denied denied -',
    'Parameters-PASClaimInquiryOperationResponseExample': 'approved approved AUTH0001',
  },
  // These name a provider that is in none of their bundles: who may give the care is asked.
  '2.0.1': {
    'Bundle-ErrorResponseBundleExample': 'contact-payer needs-person -',
    'Bundle-PASClaimInquiryResponseBundleExample': 'approved approved AUTH0001',
    'Bundle-ReferralAuthorizationResponseBundleExample': 'contact-payer needs-person -',
    'ClaimResponse-ErrorResponseExample': 'rejected rejected-fix -',
    'ClaimResponse-PASClaimInquiryResponseExample': 'approved approved AUTH0001',
    'ClaimResponse-PractitionerRequestorResponseExample': 'contact-payer needs-person -',
    'ClaimResponse-ReferralAuthorizationResponseExample': 'contact-payer needs-person -',
  },
};

const isAnswer = (json: Json) =>
  json.resourceType === 'ClaimResponse' ||
  (['Bundle', 'Parameters'].includes(String(json.resourceType)) &&
    json.type !== 'history' &&
    JSON.stringify(json).includes('"resourceType":"ClaimResponse"'));

describe.skipIf(missing !== undefined)(
  `Published PAS examples (packages in ../shared/fhir${missing ? `, absent: ${missing}` : ''})`,
  () => {
    const examples = new Map<string, Json>();
    beforeAll(() => {
      for (const edition of editions)
        for (const [name, json] of readPackage(packageOf(edition)))
          if (name.includes('/example/'))
            examples.set(`${edition} ${(name.split('/').at(-1) ?? '').replace('.json', '')}`, json);
    });

    it('are all in the table, those that answer a request', () => {
      const found = [...examples].filter(([, json]) => isAnswer(json)).map(([name]) => name);
      const known = editions.flatMap((edition) =>
        Object.keys(answers[edition]).map((name) => `${edition} ${name}`),
      );
      expect(found.sort()).toEqual(known.sort());
    });

    it.each(
      editions.flatMap((edition) =>
        Object.entries(answers[edition]).map(([name, state]) => [edition, name, state] as const),
      ),
    )('%s %s: %s', (edition, name, state) => {
      expect(stateOf(readPayerAnswer(examples.get(`${edition} ${name}`)))).toBe(state);
    });

    it('tell of the answer that a notification brings', () => {
      const body = NotificationBody.parse(examples.get('2.2.1 Bundle-PASSubscriptionNotification'));
      const [event, ...others] = readNotification(body) ?? [];
      expect([event?.eventNumber, others]).toEqual([2, []]);
      expect(stateOf(readPayerAnswer(event?.response))).toBe('approved approved AUTH0001');
    });

    it('say what they reject, in the payer\u2019s words', () => {
      const { errors } = readPayerAnswer(examples.get('2.2.1 Bundle-ErrorResponseBundleExample'));
      expect(errors.map(({ said }) => said)).toEqual([
        '04',
        'T4 | C | Bundle.entry[1].Organization.name | 2010A-NM103',
      ]);
    });
  },
);
