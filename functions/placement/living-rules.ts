import type { Site } from '../network/network.ts';
import { isMinor } from '../referral/guardian.ts';
import { isSelfGiven } from '../therapy/nurse-visits.ts';
import { against, excludes, type SiteFacts } from './site-facts.ts';

/** A facility cares for its own residents, and who lives in one is not visited at home. */
export const residenceVerdict = (site: Site, { submission }: SiteFacts) => {
  const { setting, name, npi } = site;
  const { residence, facility, unclear } = submission.placement ?? {};
  const bears = setting === 'home' || setting === 'long-term-care';
  if (bears && unclear?.includes('residence'))
    return against('residence-contradictory', 'where the patient lives');
  if (setting === 'home') {
    if (residence === 'long-term-care') return excludes('lives-in-facility');
    return residence === 'homeless' ? excludes('no-home') : undefined;
  }
  if (setting !== 'long-term-care') return undefined;
  if (residence !== 'long-term-care') return excludes('not-a-resident');
  if (livesAt(site, submission)) return undefined;
  if (!facility?.name && !facility?.npi)
    return against('facility-unknown', 'name or NPI of the facility');
  const isNamed = facility.npi ? facility.npi === npi : namesAgree(facility.name ?? '', name);
  return isNamed ? undefined : excludes('other-facility');
};

/** Whether the patient's address is the facility's: the house and the first five digits of the ZIP. */
const livesAt = ({ address }: Site, { patient }: SiteFacts['submission']): boolean => {
  const [line] = patient.address?.line ?? [];
  return (
    line !== undefined &&
    patient.address?.postalCode?.slice(0, 5) === address.postalCode.slice(0, 5) &&
    lettersOf(line) === lettersOf(address.line[0] ?? '')
  );
};

const lettersOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const namesAgree = (told: string, known: string): boolean => {
  const [one, other] = [lettersOf(told), lettersOf(known)];
  return one !== '' && (one.includes(other) || other.includes(one));
};

/** Who cannot see to the care at home alone needs somebody there; a minor's guardian is. */
export const caregiverVerdict = ({ setting }: Site, { therapy, submission, on }: SiteFacts) => {
  if (setting !== 'home') return undefined;
  const { patient, placement } = submission;
  const child = isMinor(patient, on);
  const needsHelp = placement?.needsHelp === true || child;
  if (!needsHelp) {
    const alone = placement?.livesAlone === true && placement.caregiver === false;
    return alone && isSelfGiven(therapy, setting) && placement.needsHelp === undefined
      ? against('caregiver-unknown', 'caregiver')
      : undefined;
  }
  if (placement?.unclear?.includes('caregiver')) return against('caregiver-unknown', 'caregiver');
  if (placement?.caregiver === true || (child && patient.guardian)) return undefined;
  return placement?.caregiver === false
    ? excludes('caregiver-missing')
    : against('caregiver-unknown', 'caregiver');
};
