import { describe, expect, it } from 'vitest';
import { correctedSubmission } from '../../functions/referral/corrected-submission.ts';
import type { NotUnderstood } from '../../functions/referral/not-understood-words.ts';
import type { InfusedDrug, Order, Submission } from '../../functions/referral/referral.ts';
import { anExample, withResource } from '../support/bundles.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
type Patch = Record<string, unknown>;
const corrected = (current: Submission, patch: Patch): Submission =>
  correctedSubmission(current, patch, 'application/json', today);
const order = (current: Parameters<typeof anOrder>[0], patch: Patch): Order =>
  corrected(aSubmission({ order: anOrder(current) }), { order: patch }).order;

const everyWeeks = (value: number) => ({ days: [0], every: { value, unit: 'wk' as const } });

describe('a course that is corrected in one form', () => {
  const loadingDose = { value: '10', unit: 'mg/kg' };
  const frequency = { loadingDays: [0, 14, 42], intervalDays: 56 };

  it('as a rhythm keeps what of the rhythm is not named, and its loading dose', () => {
    expect(order({ loadingDose }, { frequency: { intervalDays: 42 } })).toMatchObject({
      frequency: { loadingDays: [0, 14, 42], intervalDays: 42 },
      loadingDose,
    });
  });

  it('as a rhythm has no parts and no words any more', () => {
    const parts = { frequency: undefined, phases: [everyWeeks(8)], sig: 'every 8 weeks' };
    const next = order(parts, { frequency });
    expect(next).toMatchObject({ frequency });
    expect(next).not.toHaveProperty('phases');
    expect(next).not.toHaveProperty('sig');
  });

  it.each<[string, Patch]>([
    ['parts', { phases: [everyWeeks(4)] }],
    ['words', { sig: 'every 4 weeks' }],
  ])('as %s has no rhythm and no loading dose any more', (_, patch) => {
    const next = order({ loadingDose, sig: undefined }, patch);
    expect(next.phases).toEqual([everyWeeks(4)]);
    expect(next).not.toHaveProperty('frequency');
    expect(next).not.toHaveProperty('loadingDose');
  });

  it.each<[string, Patch]>([
    ['something else', { durationMinutes: 90 }],
    ['a form that is only taken away', { phases: null, sig: null }],
  ])('is as it was where %s is corrected', (_, patch) => {
    expect(order({ loadingDose }, patch)).toMatchObject({ frequency, loadingDose });
  });
});

describe('what was not understood of an order', () => {
  const ask = (about: NotUnderstood['about'], at = '/order/note'): NotUnderstood => ({
    ...{ about, at, words: 'as wanted', why: 'is vague' },
  });
  const all: readonly NotUnderstood['about'][] = [
    ...(['timing', 'dose', 'duration', 'route', 'drug'] as const),
    ...(['history', 'instruction', 'remark', 'alert'] as const),
  ];
  const asked = all.map((about) => ask(about));

  // What answers what; words beside the order are answered by nothing that a practice corrects.
  it.each<[Patch, NotUnderstood['about'][]]>([
    [{ frequency: { intervalDays: 42 } }, ['timing']],
    [{ phases: [everyWeeks(4)] }, ['timing', 'dose']],
    [{ sig: 'every 4 weeks' }, ['timing']],
    [{ doses: 5 }, ['timing']],
    [{ dose: { value: '10', unit: 'mg/kg' } }, ['dose']],
    [{ loadingDose: { value: '10', unit: 'mg/kg' } }, ['dose']],
    [{ durationMinutes: 90 }, ['duration']],
    [{ route: 'IV' }, ['route']],
    [{ premedications: [] }, ['drug']],
    [{ drug: 'vedolizumab' }, ['drug']],
    [{ alsoInfused: [{ drug: 'ketamine', eachVisit: true }] }, ['drug']],
    [{ firstDose: true }, ['history']],
    [{ nextDose: 3 }, ['history']],
    [{ nextDose: 3, firstDose: false }, ['history']],
    [{ lineType: 'picc' }, []],
    [{ doses: null }, []],
    [{ route: null, durationMinutes: null }, []],
  ])('and corrected by %j is asked no more: %j', (patch, answered) => {
    const left = order({ notUnderstood: asked }, patch).notUnderstood ?? [];
    expect(left.map(({ about }) => about)).toEqual(all.filter((one) => !answered.includes(one)));
    for (const one of left) expect(asked).toContainEqual(one);
  });

  it.each<[Patch, boolean]>([
    [{ startOn: '2026-12-07' }, false],
    [{ frequency: { intervalDays: 42 } }, true],
    [{ doses: 5 }, true],
    [{ sig: 'every 8 weeks' }, true],
  ])(
    'of the day from which it is given is answered by that day alone: %j: asked on: %s',
    (patch, isAsked) => {
      const start = { ...ask('timing'), why: 'names a first day before the service begins' };
      const left = order({ notUnderstood: [start] }, patch).notUnderstood;
      expect(left).toEqual(isAsked ? [start] : undefined);
    },
  );

  it('is asked on where something else of the referral is corrected', () => {
    const current = aSubmission({ order: anOrder({ notUnderstood: asked }) });
    expect(corrected(current, { urgency: 'urgent' }).order.notUnderstood).toEqual(asked);
  });

  it('of its words is asked anew, as they are read again', () => {
    const current = { sig: 'as wanted', frequency: undefined };
    const before = [ask('timing', '/order/sig'), ask('instruction', '/order/sig')];
    const same = order({ ...current, notUnderstood: before }, { durationMinutes: 90 });
    expect(same.notUnderstood?.map(({ about, at }) => [about, at])).toEqual([
      ['timing', '/order/sig'],
    ]);
    const better = order({ ...current, notUnderstood: before }, { sig: 'every 8 weeks' });
    expect(better).not.toHaveProperty('notUnderstood');
  });

  it('is nothing where nothing was', () => {
    expect(order({}, { durationMinutes: 90 })).not.toHaveProperty('notUnderstood');
  });
});

describe('another drug', () => {
  const codes = [{ system: 'rxnorm' as const, code: '1234' }];
  const known = { drug: 'infliximab', hcpcs: 'J1745', codes, alsoNamed: ['Remicade'] };

  it.each<[string, Patch]>([
    ['by its name', { drug: 'something nobody knows', hcpcs: null }],
    ['by its billing code', { hcpcs: 'J9999' }],
  ])('%s forgets the therapy and the codes of the one before', (_, patch) => {
    const next = order(known, patch);
    expect(next.codes ?? []).toEqual([]);
    expect(next.alsoNamed ?? []).toEqual([]);
  });

  it('of which the therapy is named keeps what is not corrected', () => {
    expect(order(known, { drug: 'infliximab', therapyId: 'infliximab' })).toMatchObject(known);
    expect(order(known, { durationMinutes: 90 })).toMatchObject(known);
  });
});

describe('what a pharmacist has entered', () => {
  const entered = anEnteredDrug();
  const therapyId = 'entered_drug';
  const current = { therapyId, entered, drug: 'ferumoxytol', hcpcs: 'Q0138' };

  it.each<[string, Patch, boolean]>([
    ['nothing of the drug', { durationMinutes: 90 }, true],
    ['the same name', { drug: 'ferumoxytol' }, true],
    ['the same code', { hcpcs: 'Q0138' }, true],
    ['another name', { drug: 'ferumoxytol injection' }, false],
    ['another code', { hcpcs: 'Q0139' }, false],
    ['a therapy of the catalogue', { therapyId: 'infliximab' }, false],
  ])('stays unless the drug is another, where %s is corrected: %j', (_, patch, stays) => {
    const next = order(current, patch);
    expect(next.entered).toEqual(stays ? entered : undefined);
    expect(next.therapyId === therapyId).toBe(stays);
  });

  it('cannot be sent by a practice', () => {
    expect(() => order({}, { entered })).toThrow(expect.objectContaining({ status: 422 }));
  });
});

describe('a further drug of the visits', () => {
  const entered = anEnteredDrug();
  const asked: NotUnderstood = { about: 'dose', at: '/order/alsoInfused/0/dose', why: 'is vague' };
  const ferumoxytol = { drug: 'ferumoxytol', hcpcs: 'Q0138', eachVisit: true } as const;
  const current = {
    alsoInfused: [
      { ...ferumoxytol, therapyId: 'entered_drug', entered, notUnderstood: [asked] } as InfusedDrug,
    ],
  };

  it('keeps what was entered of it, and what is asked, where something else is corrected', () => {
    expect(order(current, { durationMinutes: 90 }).alsoInfused).toEqual(
      current.alsoInfused.map((one) => expect.objectContaining(one)),
    );
  });

  it('that is sent anew keeps what was entered, and what was asked is answered', () => {
    const [drug] = order(current, { alsoInfused: [ferumoxytol] }).alsoInfused ?? [];
    expect(drug).toMatchObject({ therapyId: 'entered_drug', entered });
    expect(drug).not.toHaveProperty('notUnderstood');
  });

  it.each<[string, Partial<InfusedDrug>]>([
    ['name', { drug: 'ferumoxytol injection' }],
    ['billing code', { hcpcs: 'Q0139' }],
  ])('of another %s is another drug', (_, different) => {
    const [drug] =
      order(current, { alsoInfused: [{ ...ferumoxytol, ...different }] }).alsoInfused ?? [];
    expect(drug).not.toHaveProperty('entered');
    expect(drug?.therapyId).not.toBe('entered_drug');
  });

  it('that is taken away is gone', () => {
    expect(order(current, { alsoInfused: null })).not.toHaveProperty('alsoInfused');
  });
});

describe('a correction', () => {
  const document = { title: 'TB result', contentType: 'application/pdf' };

  it('adds to the documents and takes none away', () => {
    const current = aSubmission({ documents: [document] });
    const letter = { title: 'Letter', contentType: 'text/plain', data: 'TGV0dGVy' };
    expect(corrected(current, { documents: [letter] }).documents).toMatchObject([
      document,
      { title: 'Letter' },
    ]);
    for (const documents of [[], null])
      expect(corrected(current, { documents }).documents).toEqual(current.documents);
    expect(corrected(current, { urgency: 'urgent' }).documents).toEqual(current.documents);
  });

  it('keeps the account of the bundle, of which it answers what it names', () => {
    const account = [
      { became: 'not-understood' as const, type: 'Coverage', why: 'no payer', entries: [3] },
    ];
    const current = aSubmission({ account });
    expect(corrected(current, { urgency: 'urgent' }).account).toEqual(account);
    expect(corrected(current, { coverages: current.coverages }).account).toMatchObject([
      { became: 'not-used', entries: [3] },
    ]);
    expect(corrected(aSubmission(), { urgency: 'urgent' })).not.toHaveProperty('account');
  });

  it('that is nested too deep is refused in words', () => {
    let deep: unknown = 1;
    for (let n = 0; n < 50; n += 1) deep = { a: deep };
    expect(() => corrected(aSubmission(), { order: deep })).toThrow(
      expect.objectContaining({
        ...{ status: 422, code: 'submission-invalid' },
        message: expect.stringMatching(/nested too deep/),
        errors: [{ pointer: '', detail: expect.stringMatching(/nested more deeply/) }],
      }),
    );
  });

  const { patient, practice } = aSubmission();
  const another = { name: { given: 'Bertram', family: 'Else' }, birthDate: '1951-01-02' };
  it.each([
    ['person', 'patient-changed', '/patient', { patient: { ...patient, ...another } }],
    [
      'practice',
      'practice-changed',
      '/practice/npi',
      { practice: { ...practice, npi: '1000000020' } },
    ],
  ])('to another %s is refused, and says what to do instead', (whom, code, pointer, patch) => {
    expect(() => corrected(aSubmission(), patch)).toThrow(
      expect.objectContaining({
        ...{ status: 422, code, message: expect.stringMatching(`to another (patient|${whom})`) },
        errors: [
          {
            pointer,
            detail: expect.stringMatching(`another ${whom}`),
            fix: expect.stringMatching(/Withdraw this referral and send a new one/),
          },
        ],
      }),
    );
  });

  it('that is sent as a bundle and is none is refused as a bundle', () => {
    expect(() => correctedSubmission(aSubmission(), {}, 'application/fhir+json', today)).toThrow(
      expect.objectContaining({ code: 'bundle-invalid' }),
    );
  });

  it.each(['application/fhir+json', 'application/json'])(
    'as a bundle, sent as %s, replaces the order, and what was entered of the same drug stays',
    (contentType) => {
      const nobodyKnows = withResource('MedicationRequest', (request) => {
        delete request.medicationReference;
        Object.assign(request, { medicationCodeableConcept: { text: 'Newdrugmab' } });
      });
      const sent = (current: Submission, bundle: unknown) =>
        correctedSubmission(current, bundle, contentType, today);
      const first = sent(aSubmission(), nobodyKnows);
      expect([first.order.drug, first.order.entered]).toEqual(['Newdrugmab', undefined]);
      const entered = anEnteredDrug({ name: 'Newdrugmab' });
      const current: Submission = {
        ...first,
        documents: [document],
        order: { ...first.order, therapyId: 'entered_drug', entered },
      };
      const again = sent(current, nobodyKnows);
      expect(again.order).toMatchObject({ therapyId: 'entered_drug', entered });
      expect(again.documents).toEqual([document, ...first.documents]);
      const known = sent(current, anExample());
      expect(known.order.therapyId).toBe('infliximab');
      expect(known.order).not.toHaveProperty('entered');
    },
  );
});
