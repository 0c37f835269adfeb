import type { Language } from '../referral/language.ts';
import type { Visit } from '../series/visit.ts';
import { careTeam, placeName } from './care-team.ts';
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
  /** Day and time by the clock of the place. */
  when: string;
  /** Every visit ahead, as `when`. */
  dates: readonly string[];
  link: string;
};

/** What a message needs to know of a site. */
export type MessageSite = { name: string; phone: string };

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
};

export const messageFacts = ({
  givenName,
  language,
  site,
  visit,
  ahead,
  link,
}: Given): MessageFacts => {
  const spoken = visit ?? ahead[0];
  return {
    language,
    name: firstName(givenName),
    team: careTeam.name,
    phone: site ? readablePhone(site.phone) : careTeam.phone,
    place:
      spoken?.setting === 'home' ? atHome[language] : site ? placeName(site.name) : careTeam.name,
    when: spoken ? writeWhen(spoken, language) : '',
    dates: ahead.map((each) => writeWhen(each, language)),
    link,
  };
};
