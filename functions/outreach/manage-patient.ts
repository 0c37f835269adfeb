import { type BlindIndex, blindIndex } from '../platform/blind-index.ts';
import { isDoneBefore } from '../platform/done-before.ts';
import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { kms } from '../platform/kms.ts';
import { noteOn } from '../platform/note-readings.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf, notFound } from '../platform/principal.ts';
import { commit, recordAlone } from '../platform/record.ts';
import { setting, type Table, table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { addressOf, ContactChannel, type Patient, patientPut } from '../referral/contact.ts';
import { readPatient, readPatients } from '../referral/people-store.ts';
import { e164 } from '../referral/person/facts.ts';
import { phoneWords } from '../referral/person/tokens.ts';
import { withCaregiver } from './caregiver.ts';
import { consentBy } from './consent.ts';
import { mergeParts, numberParts, splitParts, withVerified } from './person-parts.ts';
import { type PatientRecord, patientRoutes } from './staff-routes.ts';

type Deps = { table: Table; index: BlindIndex; now: () => Date };
type Routes = typeof patientRoutes;
type Asking<Key extends keyof Routes> = Request<Routes[Key]>;
type Changing = {
  principal: Asking<'POST /patients/{patientId}/merge'>['principal'];
  path: { patientId: string };
  body: { revision: number; note: string; other?: string };
};

const recordOf = (patient: Patient): PatientRecord => {
  const { patientId, rev, givenName, language, consents, referrals, person, silentSince } = patient;
  return {
    ...{ patientId, revision: rev, givenName, language, consents, referrals, person },
    ...(silentSince ? { silentSince } : {}),
    contacts: ContactChannel.options.flatMap((channel) => {
      const address = addressOf(patient, channel);
      const contact = patient.contacts[channel];
      return address && contact ? [{ ...contact, channel, address }] : [];
    }),
    claims: patient.claims.map(({ number: _, ...claim }) => claim),
    merges: patient.merges,
    apartFrom: patient.apartFrom,
  };
};

/** What our staff say of who a patient is and how they are reached. */
export const managePatient = ({ table, index, now }: Deps) => {
  const known = async (patientId: string): Promise<Patient> => {
    const patient = await readPatient(table, patientId);
    if (!patient) throw notFound('patient');
    return patient;
  };

  const own = async (patientId: string): Promise<Patient> => {
    const all = await readPatients(table, [patientId]);
    const patient = all.find((each) => each.patientId === patientId);
    if (!patient) throw notFound('patient');
    return patient;
  };

  /** The patient as the caller saw them; undefined where the same request changed them before. */
  const asSeen = async (
    request: Parameters<typeof requestOperation>[0] & Changing,
    event: string,
  ): Promise<Patient | undefined> => {
    const { path, body } = request;
    const patient = await known(path.patientId);
    if (patient.rev === body.revision) return patient;
    const other = body.other ? await readPatient(table, body.other) : undefined;
    const told = [...patient.referrals, ...(other?.referrals ?? [])].map(({ referralId }) =>
      isDoneBefore(table, referralId, requestOperation(request, `${event}:${referralId}`, now())),
    );
    if (!(await Promise.all(told)).includes(true)) throw changedMeanwhile(patient);
    return undefined;
  };

  const show = async (patientId: string): Promise<Answer> => ({
    body: recordOf(await known(patientId)),
  });

  /** Tells it on the chain of each of these referrals; the change itself goes with the first. */
  const record = async (
    request: Parameters<typeof requestOperation>[0] & Changing,
    event: string,
    about: { referralIds: readonly string[]; detail: Record<string, string> },
    items: readonly TransactItem[],
  ): Promise<Answer> => {
    const at = now();
    const telling = (referralId: string) => ({
      referralId,
      operation: requestOperation(request, `${event}:${referralId}`, at),
      event,
      actor: actorOf(request.principal),
      at: at.toISOString(),
      detail: about.detail,
    });
    const [first, ...others] = about.referralIds;
    if (!first) throw notFound('patient');
    const done = await commit(table, { ...telling(first), items });
    if (done.outcome === 'refused') throw changedMeanwhile(await known(request.path.patientId));
    for (const referralId of others) await recordAlone(table, telling(referralId));
    return show(request.path.patientId);
  };

  const newest = ({ referrals }: Patient): string[] =>
    referrals.slice(-1).map(({ referralId }) => referralId);

  return {
    show: async ({ principal, path }: Asking<'GET /patients/{patientId}/record'>) => {
      const { referrals } = await known(path.patientId);
      await noteOn(table)(
        { principal, seen: 'patient', outcome: 'shown', now: now() },
        referrals.map(({ referralId }) => referralId),
      );
      return show(path.patientId);
    },

    takeDownContact: async (
      request: Asking<'POST /patients/{patientId}/contact'>,
    ): Promise<Answer> => {
      const patient = await asSeen(request, 'contact.verified');
      if (!patient) return show(request.path.patientId);
      const { channel, address, caregiver } = request.body;
      const phone = channel === 'text' && address ? e164(address) : undefined;
      if (channel === 'text' && address && !phone) throw unreadableNumber();
      const said = {
        ...(address ? { address: phone ?? address } : {}),
        ...(phone ? { number: await index(...phoneWords(phone)) } : {}),
      };
      const verified = withVerified(patient, channel, said, now().toISOString());
      // Who gives us a number or an address to be written to lets us; what was stopped stays so.
      const consents = { [channel]: consentBy('staff', 'given', now().toISOString()) };
      const reached = { ...verified, consents: { ...consents, ...verified.consents } };
      const after = caregiver ? withCaregiver(reached, channel, caregiver) : reached;
      return record(
        request,
        'contact.verified',
        {
          referralIds: newest(patient),
          detail: {
            patientId: patient.patientId,
            channel,
            ...(caregiver ? { caregiver: caregiver.may } : {}),
          },
        },
        [patientPut(table.name, after), ...(await numberParts(table, patient, after))],
      );
    },

    endLinks: async (request: Asking<'POST /patients/{patientId}/links-end'>): Promise<Answer> => {
      const patient = await asSeen(request, 'links.ended');
      if (!patient) return show(request.path.patientId);
      const { text, mail } = patient.links;
      return record(
        request,
        'links.ended',
        { referralIds: newest(patient), detail: { patientId: patient.patientId } },
        [patientPut(table.name, { ...patient, links: { text: text + 1, mail: mail + 1 } })],
      );
    },

    merge: async (request: Asking<'POST /patients/{patientId}/merge'>): Promise<Answer> => {
      const { other, note } = request.body;
      const patient = await asSeen(request, 'patient.merged');
      if (!patient) return show(request.path.patientId);
      const from = await own(other);
      const said = { by: actorOf(request.principal), at: now().toISOString(), note };
      return record(
        request,
        'patient.merged',
        {
          referralIds: from.referrals.map(({ referralId }) => referralId),
          detail: { into: patient.patientId, from: other },
        },
        await mergeParts(table, patient, from, said),
      );
    },

    split: async (request: Asking<'POST /patients/{patientId}/split'>): Promise<Answer> => {
      const { other, referrals } = request.body;
      const patient = await asSeen(request, 'patient.split');
      if (!patient) return show(request.path.patientId);
      const parted = await own(other);
      const merge = patient.merges.find(({ patientId }) => patientId === other);
      return record(
        request,
        'patient.split',
        {
          referralIds: [...new Set([...(merge?.referrals ?? []), ...referrals])],
          detail: { from: patient.patientId, again: other },
        },
        await splitParts(table, patient, parted, referrals),
      );
    },
  };
};

const unreadableNumber = () =>
  new Refusal(422, 'number-unreadable', 'The telephone number cannot be read.', {
    errors: [
      {
        pointer: '/address',
        detail: 'is no telephone number that we can text',
        fix: 'Send ten digits of a US number, or a number that begins with + and its country.',
      },
    ],
  });

const changedMeanwhile = ({ rev }: Patient) =>
  new Refusal(409, 'patient-changed', 'The patient was changed since. Read and decide again.', {
    facts: { revision: rev },
  });

const deps = (): Deps => ({
  table: table(),
  index: (...words) => blindIndex(kms(), setting('INDEX_KEY_ID'))(...words),
  now: () => new Date(),
});

export const handler = http({
  'GET /patients/{patientId}/record': route(
    patientRoutes['GET /patients/{patientId}/record'],
    (request) => managePatient(deps()).show(request),
  ),
  'POST /patients/{patientId}/contact': route(
    patientRoutes['POST /patients/{patientId}/contact'],
    (request) => managePatient(deps()).takeDownContact(request),
  ),
  'POST /patients/{patientId}/links-end': route(
    patientRoutes['POST /patients/{patientId}/links-end'],
    (request) => managePatient(deps()).endLinks(request),
  ),
  'POST /patients/{patientId}/merge': route(
    patientRoutes['POST /patients/{patientId}/merge'],
    (request) => managePatient(deps()).merge(request),
  ),
  'POST /patients/{patientId}/split': route(
    patientRoutes['POST /patients/{patientId}/split'],
    (request) => managePatient(deps()).split(request),
  ),
});
