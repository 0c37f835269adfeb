import type { Address } from '../platform/address.ts';
import { readablePhone } from './phone-number.ts';

type Place = { name: string; address?: Address | undefined };

/**
 * How we name ourselves in messages: the registered brand of the texting campaign and the number a
 * person answers. It says nothing of what the care is; a deployment puts its own here.
 */
export const careTeam = { name: 'Dripline Care', phone: readablePhone('+18005550199') } as const;

/** Who publishes the visits of a calendar, as its address; nobody reads answers there. */
export const organizer = 'mailto:visits@dripline.example';

/** Words in a site's name that would tell a bystander what the visit is about. */
const telling =
  /infus|transfus|chemo|cancer|c[aá]ncer|onco|hemato|rheumat|reumat|gastro|neuro|immun|inmun|hiv|vih|dialy|di[aá]li|transplant|trasplant|pain|dolor|psych|psiq|fertil|hospice|addict|adicci/i;

/**
 * What a message calls a site: its name or, where the name gives the care away, the street that it is
 * in. Our own name is nobody's place.
 */
export const placeName = ({ name, address }: Place): string => {
  if (!telling.test(name)) return name;
  const street = address?.line[0];
  return street && !telling.test(street) ? street : careTeam.name;
};

/** Where it is, in one line: `100 Example St, Chicago, IL 60601`. */
export const placeAddress = ({ address }: Pick<Place, 'address'>): string | undefined => {
  if (!address) return undefined;
  const { line, city, state, postalCode } = address;
  return `${line.filter((part) => !telling.test(part)).join(', ')}, ${city}, ${state} ${postalCode}`;
};
