import { describe, expect, it } from 'vitest';
import { submissionBundle } from '../../functions/authorization/pas/bundle.ts';
import type { UncheckedJson } from '../../payer-simulator/json.ts';
import { writeResponse } from '../../payer-simulator/pas-answer.ts';
import { readRequest } from '../../payer-simulator/pas-request.ts';
import { simulatedPayers } from '../../payer-simulator/payers.ts';
import type { PayerVerdict } from '../../payer-simulator/scenarios.ts';
import { submissionFacts } from '../support/authorizations.ts';

const [payer] = simulatedPayers as [(typeof simulatedPayers)[number]];

const aRequest = (): UncheckedJson =>
  JSON.parse(JSON.stringify(submissionBundle(submissionFacts())));

const referencesIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url as string);

describe('the simulated payers', () => {
  it.each(['careTeamSequence', 'diagnosisSequence', 'informationSequence'])(
    'refuse a line whose %s leads nowhere',
    (name) => {
      const bundle = aRequest();
      const [first] = bundle.entry as { resource: { item: UncheckedJson[] } }[];
      Object.assign(first?.resource.item[0] as UncheckedJson, { [name]: [99] });
      expect(readRequest(bundle, payer)).toEqual({
        issues: [{ expression: `Claim.item[0].${name}`, diagnostics: 'leads nowhere' }],
      });
    },
  );

  it.each(['approve', 'change', 'deny', 'pend', 'pend-for-information', 'reject'] as const)(
    'answer "%s" with everything that the answer refers to, but for our own Claim',
    (verdict: PayerVerdict) => {
      const { request } = readRequest(aRequest(), payer);
      if (!request) throw new Error('the request is not good');
      const { entry } = writeResponse(request, verdict, new Date('2026-11-20T16:00:01Z')) as {
        entry: { fullUrl: string }[];
      };
      const sent = entry.map(({ fullUrl }) => fullUrl);
      const referred = referencesIn(entry);
      expect(referred.filter((url) => !sent.includes(url))).toEqual([request.claimUrl]);
      expect(sent.slice(1).filter((url) => !referred.includes(url))).toEqual([]);
    },
  );

  it('send our trace number back with each line', () => {
    const { request } = readRequest(aRequest(), payer);
    const response = request && writeResponse(request, 'approve', new Date('2026-11-20T16:00:01Z'));
    expect(JSON.stringify(response).match(/auth_01jd0000000000000000_1\.\d/g)).toEqual(
      [1, 2, 3].map((line) => `auth_01jd0000000000000000_1.${line}`),
    );
  });
});
