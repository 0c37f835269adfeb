import { addressOf, ContactChannel, type Patient } from '../referral/contact.ts';
import { type BookedVisit, mayAskToMove, mayConfirm } from './booked-visit.ts';
import { careTeam } from './care-team.ts';
import { readablePhone } from './phone-number.ts';
import type { PatientVisit, Profile } from './routes.ts';

/** What patients see of themselves. */
export const describeProfile = (patient: Patient): Profile => ({
  givenName: patient.givenName,
  language: patient.language,
  channels: ContactChannel.options.map((channel) => {
    const consent = patient.consents[channel];
    return {
      channel,
      known: addressOf(patient, channel) !== undefined,
      status: consent?.status ?? 'withdrawn',
      ...(consent ? { since: consent.at } : {}),
    };
  }),
  careTeam: { ...careTeam },
});

/** What patients see of a visit; who pays and which drug is not shown here. */
export const patientVisit = (
  visit: BookedVisit,
  places: ReadonlyMap<string, { name: string; phone: string }>,
  now: Date,
): PatientVisit => {
  const place = places.get(visit.siteId);
  return {
    visitId: visit.visitId,
    revision: visit.revision,
    status: visit.status,
    startsAt: visit.startsAt,
    endsAt: visit.endsAt,
    zone: visit.zone,
    setting: visit.setting,
    ...(place ? { place: { name: place.name, phone: readablePhone(place.phone) } } : {}),
    ...(visit.confirmedAt ? { confirmedAt: visit.confirmedAt } : {}),
    ...(visit.moveRequestedAt ? { moveRequestedAt: visit.moveRequestedAt } : {}),
    mayConfirm: mayConfirm(visit, now),
    mayAskToMove: mayAskToMove(visit, now),
  };
};
