import { readablePhone } from './phone-number.ts';

/**
 * How we name ourselves in messages: the registered brand of the texting campaign and the number a
 * person answers. It says nothing of what the care is; a deployment puts its own here.
 */
export const careTeam = { name: 'Dripline Care', phone: readablePhone('+18005550199') } as const;

/** Words in a site's name that would tell a bystander what the visit is about. */
const telling =
  /infus|transfus|chemo|cancer|c[aá]ncer|onco|hemato|rheumat|reumat|gastro|neuro|immun|inmun|hiv|vih|dialy|di[aá]li|transplant|trasplant|pain|dolor|psych|psiq|fertil|hospice|addict|adicci/i;

/** What a message calls a site: its name, unless the name gives the care away. */
export const placeName = (siteName: string): string =>
  telling.test(siteName) ? careTeam.name : siteName;
