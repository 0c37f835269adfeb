import type { Address } from '../platform/address.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Language } from '../referral/language.ts';
import type { Visit } from '../series/visit.ts';
import { careTeam, placeAddress, placeName } from './care-team.ts';
import { plainText, septets } from './gsm7.ts';
import { readablePhone } from './phone-number.ts';

/** All that words to a patient may be made of. What is not here cannot get into a message. */
export type MessageFacts = {
  language: Language;
  /** First name; empty when it cannot be written in a text. */
  name: string;
  team: string;
  phone: string;
  place: string;
  /** Where the place is; empty for a visit at home and where it is not known. */
  address: string;
  /** Until when the visit takes, by the clock of the place: empty where it ends on another day. */
  ends: string;
  /** The patient has said that they come: they are not asked again. */
  confirmed: boolean;
  /** It is a parent who reads it, for a child, an appointed guardian, or a caregiver. */
  toGuardian: boolean;
  /** Day and time by the clock of the place. */
  when: string;
  /** Every visit ahead: from when until when. */
  dates: readonly string[];
  link: string;
};

/** What a message needs to know of a site. */
export type MessageSite = { name: string; phone: string; address?: Address | undefined };

const locales = { en: 'en-US', es: 'es-US' } as const;
const atHome = { en: 'your home', es: 'su casa' } as const;

/** By language and zone: to make one takes longer than to write a hundred dates with it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

const clockIn = (zone: string, language: Language): Intl.DateTimeFormat => {
  const name = `${language} ${zone}`;
  const clock =
    clocks.get(name) ??
    new Intl.DateTimeFormat(locales[language], {
      timeZone: zone,
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    });
  clocks.set(name, clock);
  return clock;
};

/** Such as `Tue, Mar 3, 9:00 AM`, by the visit's own zone. */
export const writeWhen = (
  { startsAt, zone }: Pick<Visit, 'startsAt' | 'zone'>,
  language: Language,
): string => clockIn(zone, language).format(new Date(startsAt)).replace(/\s/gu, ' ');

const hours = new Map<string, Intl.DateTimeFormat>();

const until = { en: 'to', es: 'a' } as const;

/** When a visit ends, such as `11:30 AM`, by its own zone; empty where that is on another day. */
export const writeEnd = (
  { startsAt, endsAt, zone }: Pick<Visit, 'startsAt' | 'endsAt' | 'zone'>,
  language: Language,
): string => {
  if (localDate(new Date(startsAt), zone) !== localDate(new Date(endsAt), zone)) return '';
  const name = `${language} ${zone}`;
  const clock =
    hours.get(name) ??
    new Intl.DateTimeFormat(locales[language], {
      timeZone: zone,
      hour: 'numeric',
      minute: '2-digit',
    });
  hours.set(name, clock);
  return clock.format(new Date(endsAt)).replace(/\s/gu, ' ');
};

/** The first of the given names, if a text can carry it. */
export const firstName = (givenName: string): string => {
  const name = plainText(givenName.trim().split(/\s+/)[0] ?? '');
  return name.length <= 20 && septets(name) !== undefined ? name : '';
};

type Given = {
  givenName: string;
  language: Language;
  site: MessageSite | undefined;
  visit: Visit | undefined;
  /** Those still ahead, earliest first. */
  ahead: readonly Visit[];
  link: string;
  toGuardian?: boolean;
};

/** Where a visit is: its place, and the street of it; at home no address is told. */
export const whereIs = (
  visit: Pick<Visit, 'setting'> | undefined,
  site: Pick<MessageSite, 'name' | 'address'> | undefined,
  language: Language,
): Pick<MessageFacts, 'place' | 'address'> => {
  if (visit?.setting === 'home') return { place: atHome[language], address: '' };
  if (!site) return { place: careTeam.name, address: '' };
  return { place: placeName(site), address: placeAddress(site) ?? '' };
};

export const messageFacts = ({
  givenName,
  language,
  site,
  visit,
  ahead,
  link,
  toGuardian = false,
}: Given): MessageFacts => {
  const spoken = visit ?? ahead[0];
  return {
    language,
    name: firstName(givenName),
    team: careTeam.name,
    phone: site ? readablePhone(site.phone) : careTeam.phone,
    ...whereIs(spoken, site, language),
    ends: spoken ? writeEnd(spoken, language) : '',
    confirmed: spoken?.status === 'confirmed',
    toGuardian,
    when: spoken ? writeWhen(spoken, language) : '',
    dates: ahead.map((each) => {
      const ends = writeEnd(each, language);
      return `${writeWhen(each, language)}${ends ? ` ${until[language]} ${ends}` : ''}`;
    }),
    link,
  };
};
