import { addressOf, ContactChannel, type Patient } from '../referral/contact.ts';
import { type BookedVisit, mayAskToMove, mayConfirm } from './booked-visit.ts';
import { careTeam } from './care-team.ts';
import { caregiverAt } from './caregiver.ts';
import { mayTell } from './day-answers.ts';
import type { SiteToCall } from './page-store.ts';
import { readablePhone } from './phone-number.ts';
import type { PatientVisit, Profile } from './routes.ts';

const present = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [K in Name]?: Value } =>
  value === undefined ? {} : ({ [name]: value } as { [K in Name]: Value });

/** What patients see of themselves. */
export const describeProfile = (
  patient: Patient,
  sentTo?: Parameters<typeof caregiverAt>[1],
): Profile => ({
  givenName: patient.givenName,
  language: patient.language,
  channels: ContactChannel.options.map((channel) => {
    const consent = patient.consents[channel];
    return {
      channel,
      known: addressOf(patient, channel) !== undefined,
      status: consent?.status ?? 'withdrawn',
      ...(consent ? { since: consent.at } : {}),
      ...present('caregiver', patient.contacts[channel]?.caregiver),
    };
  }),
  ...present('reader', caregiverAt(patient, sentTo)),
  careTeam: { ...careTeam },
});

/** A map at the address of a place. Who opens it tells the map where they go, and nothing else. */
const mapAt = (address: string): string =>
  `https://maps.google.com/?q=${encodeURIComponent(address)}`;

/** At home there is no way to show, only whom to call. */
const placeView = (place: SiteToCall, isHome: boolean): NonNullable<PatientVisit['place']> => {
  const { name, phone, address: at } = place;
  const address = at && `${at.line.join(', ')}, ${at.city}, ${at.state} ${at.postalCode}`;
  return {
    name,
    phone: readablePhone(phone),
    ...(address && !isHome ? { address, map: mapAt(address) } : {}),
  };
};

/** What patients see of a visit; who pays and which drug is not shown here. */
export const patientVisit = (
  visit: BookedVisit,
  places: ReadonlyMap<string, SiteToCall>,
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
    ...(place ? { place: placeView(place, visit.setting === 'home') } : {}),
    ...(visit.confirmedAt ? { confirmedAt: visit.confirmedAt } : {}),
    ...(visit.moveRequestedAt ? { moveRequestedAt: visit.moveRequestedAt } : {}),
    mayConfirm: mayConfirm(visit, now),
    mayAskToMove: mayAskToMove(visit, now),
    mayTell: mayTell(visit, now),
    ...(visit.awaitsCall ? { awaitsCall: true } : {}),
  };
};
