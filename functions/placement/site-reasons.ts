/**
 * Every reason that weighs for or against a site of care: the words people read and where the
 * rule comes from. Rules without an outside source are our own and say so.
 */
const payerPolicies =
  'payer site-of-care policies (Aetna, Anthem CG-MED-83, ADM1001.034); per plan';
const homeCriteria = 'home infusion admission criteria; verify with the clinical lead';
const own = 'own rule';

/** `asks` names who can supply a fact that is missing. */
export const siteReasons = {
  // Hard clinical stops
  'setting-not-usual': {
    text: 'The therapy is not given in this setting.',
    source: 'therapy catalogue',
  },
  'first-dose-not-at-home': {
    text: 'The first dose is not given at home.',
    source: 'therapy catalogue; Chartwell immune globulin criteria for home',
  },
  'hazardous-drug': {
    text: 'A hazardous drug is not given at home or in a long-term care facility.',
    source: 'USP <800>; verify',
  },
  unstable: {
    text: 'The patient is not stable enough to be away from a hospital.',
    source: payerPolicies,
  },
  'severe-reaction-before': {
    text: 'A severe reaction before asks for a monitored site.',
    source: 'CTCAE grade 3 or higher; hold taxonomy H34',
  },
  'home-not-suitable': { text: 'The home was found unsuitable.', source: homeCriteria },
  'no-telephone': { text: 'Care at home needs a telephone.', source: homeCriteria },
  'no-reaction-orders': {
    text: 'Without reaction orders and kit there is no infusion outside a facility.',
    source: 'Nufactor anaphylaxis protocol',
  },
  'lives-in-facility': { text: 'The patient lives in a long-term care facility.', source: own },
  'not-a-resident': { text: 'The facility cares for its residents only.', source: own },
  'no-urgent-starts': { text: 'The site does not take urgent starts.', source: own },
  'other-facility': {
    text: 'The patient lives in another facility.',
    source: own,
  },
  'facility-unknown': {
    text: 'Nobody has said which facility the patient lives in.',
    source: own,
    asks: 'the practice',
  },
  'no-home': {
    text: 'The patient has no home in which a nurse could give the therapy.',
    source: homeCriteria,
  },
  'residence-contradictory': {
    text: 'The record says two things of where the patient lives.',
    source: own,
    asks: 'the practice',
  },
  'caregiver-missing': {
    text: 'The patient needs help with the care at home, and nobody is there who could give it.',
    source: homeCriteria,
  },
  'caregiver-unknown': {
    text: 'The patient needs help with the care at home, and nobody has said who gives it.',
    source: homeCriteria,
    asks: 'the practice',
  },
  homebound: {
    text: 'The patient does not leave the home, or only with great effort.',
    source: 'living situation as told; payer and home health criteria; verify',
  },
  'several-doses-a-day': {
    text: 'The drug is given more than once a day, and here each dose is a visit.',
    source: own,
  },
  'drug-expires': {
    text: 'With the way there, the prepared drug is no longer good before the infusion is over.',
    source: 'therapy catalogue; way from the pharmacy of the site',
  },
  'given-by-patient': {
    text: 'The patient gives the doses after teaching; a nurse comes to begin, and then to look after the line.',
    source: homeCriteria,
  },
  'given-by-caregiver': {
    text: 'Who cares for the patient gives the doses after teaching; a nurse comes to begin, and then to look after the line.',
    source: homeCriteria,
  },
  'given-by-house': {
    text: 'The nurses of the house give the doses; ours comes to begin, and then to look after the line.',
    source: 'CMS State Operations Manual, appendix PP (nursing services); verify',
  },
  'nurse-cannot-stay': {
    text: 'A nurse is to give each dose, and at home none stays for as long as one runs.',
    source: own,
  },
  'given-by-nurse': { text: 'A nurse gives every dose and stays for all of it.', source: own },
  'closed-when-due': {
    text: 'The place is closed on days on which a dose is due, and the dose may not fall on another.',
    source: 'hours of the site; dose windows of the order',
  },
  // Conditions
  'condition-met': { text: 'The condition of the setting is met.', source: 'therapy catalogue' },
  'condition-open': {
    text: 'The setting is conditional and its condition is not shown to be met.',
    source: 'therapy catalogue',
    asks: 'a clinician',
  },
  'tolerated-before': { text: 'Earlier doses were tolerated.', source: homeCriteria },
  'home-not-assessed': {
    text: 'Nobody has said whether the home is suitable.',
    source: homeCriteria,
    asks: 'a nurse, who looks at the home',
  },
  'usual-setting': { text: 'A usual setting for the therapy.', source: 'therapy catalogue' },
  // Limited distribution
  'not-certified': {
    text: 'The drug is released only to sites that its program has authorized.',
    source: 'program of limited distribution',
  },
  // Payer
  'payer-excludes': {
    text: 'The payer does not cover this setting for this dose.',
    source: payerPolicies,
  },
  'payer-exception': {
    text: 'The payer covers this setting because an exception applies.',
    source: payerPolicies,
  },
  'payer-free-dose': {
    text: 'The payer leaves the setting of this dose free.',
    source: payerPolicies,
  },
  'payer-free-ends': {
    text: 'The payer leaves only the first doses free here; the place is weighed anew before they are used up.',
    source: payerPolicies,
  },
  'payer-denied': { text: 'The payer has denied this setting before.', source: 'authorization' },
  // Network, preference, distance, capacity
  'out-of-network': { text: 'The site has no contract with the payer.', source: 'network' },
  'no-street-address': {
    text: 'The address is a post office box: a nurse needs the street address.',
    source: own,
  },
  'outside-area': {
    text: 'The address is outside the area that the agency visits.',
    source: 'network',
  },
  preferred: { text: 'The setting that patient and practice asked for.', source: 'referral' },
  'not-preferred': { text: 'Patient and practice asked for another setting.', source: 'referral' },
  near: { text: 'The nearest of the sites that remain.', source: own },
  'address-not-located': {
    text: 'Places are equally right, and nobody knows how far each is: the address of the patient cannot be located.',
    source: own,
    asks: 'the practice',
  },
  'places-equal': {
    text: 'Places are equally right by every rule.',
    source: own,
    asks: 'a clinician, with the patient',
  },
  'no-time-in-window': {
    text: 'On no day on which the next dose may fall is a nurse there who may give it, for as long as it takes.',
    source: 'shifts, days off and hours of the network; dose window of the order',
  },
  'booked-out': {
    text: 'On every day on which the next dose may fall, the time of its chairs or nurses is taken.',
    source: 'calendars of sites and nurses; dose window of the order',
  },
  'time-left': {
    text: 'Its chairs or nurses have time left on days on which the next dose may fall.',
    source: 'calendars of sites and nurses; dose window of the order',
  },
  'no-competent-nurse': {
    text: 'No nurse of the site is current in all that the order asks for.',
    source: 'competencies',
  },
} as const satisfies Record<string, { text: string; source: string; asks?: string }>;

export type SiteReason = keyof typeof siteReasons;
