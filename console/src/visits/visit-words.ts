import type { SheetShown } from '../api/queries.ts';
import { type FieldChoice, lineChoice } from '../parts/form-field.tsx';
import { plainWords } from '../parts/words.ts';

/** When a visit is, by the clock at its place. */
export const timeAt = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, timeStyle: 'short' }).format(
    Date.parse(instant),
  );

export const zoneCity = (zone: string): string => zone.replace(/.*\//, '').replace('_', ' ');

type Quantity = { value: string; unit: string };
export const amountWords = ({ value, unit }: Quantity): string => `${value} ${unit}`;

type Reaction = NonNullable<SheetShown['reactions']>[number];

/** `Grade 2 on 2026-11-20, 15 minutes in: slowed, medicated` */
export const reactionWords = ({
  grade,
  anaphylaxis,
  on,
  onsetMinutes,
  actions = [],
  outcome,
}: Reaction): string =>
  [
    `Grade ${grade}${anaphylaxis ? ', anaphylaxis' : ''}`,
    on && `on ${on}`,
    onsetMinutes !== undefined && `${onsetMinutes} minutes in`,
    actions.length > 0 && actions.map((one) => plainWords(one).toLowerCase()).join(', '),
    outcome && plainWords(outcome).toLowerCase(),
  ]
    .filter(Boolean)
    .join('; ');

export const deviceNames: FieldChoice = [...lineChoice, ['subcutaneous', 'Under the skin']];

export const sideNames = [
  ['left', 'Left'],
  ['right', 'Right'],
] as const;

export const stepNames = [
  ['during', 'While it runs'],
  ['rate-change', 'At a change of the rate'],
  ['before', 'Before'],
  ['after', 'After'],
] as const;

export const identityNames = [
  ['name', 'Name'],
  ['birth-date', 'Date of birth'],
  ['wristband', 'Wristband'],
  ['photo-id', 'Photo ID'],
  ['chart-number', 'Chart number'],
] as const;

export const questionNames = [
  ['fever', 'Fever'],
  ['infection', 'An infection'],
  ['pregnancy', 'Pregnant, or may be'],
  ['newMedicine', 'A new medicine'],
  ['hospitalStay', 'In a hospital since'],
  ['vaccination', 'A vaccination since'],
] as const;

export const veinNames = [
  ['difficultBefore', 'It was hard before'],
  ['difficultyExpected', 'It looks hard now'],
  ['veinNotPalpable', 'No vein to feel'],
  ['veinNotVisible', 'No vein to see'],
  ['veinUnderThreeMillimeters', 'Thinner than 3 mm'],
] as const;

export const placeNames = [
  ['hand', 'Hand'],
  ['wrist', 'Wrist'],
  ['forearm', 'Forearm'],
  ['elbow', 'Elbow'],
  ['upper-arm', 'Upper arm'],
  ['chest', 'Chest'],
  ['neck', 'Neck'],
  ['foot', 'Foot'],
  ['abdomen', 'Abdomen'],
  ['thigh', 'Thigh'],
] as const;

export const helpNames = [
  ['ultrasound', 'Ultrasound'],
  ['warmth', 'Warmth'],
  ['light', 'Vein light'],
  ['another-nurse', 'Another nurse'],
  ['smaller-needle', 'A smaller needle'],
  ['fluids', 'Drinking, or fluids'],
] as const;

export const actionNames = [
  ['slowed', 'Slowed'],
  ['stopped', 'Stopped'],
  ['medicated', 'Medicine given'],
  ['epinephrine', 'Epinephrine'],
  ['emergency-call', 'Emergency call'],
  ['transfer', 'Taken to hospital'],
] as const;

export const outcomeNames = [
  ['resolved', 'It is over'],
  ['resolving', 'It gets better'],
  ['not-resolved', 'It goes on'],
  ['hospital', 'In hospital'],
  ['died', 'The patient died'],
  ['not-known', 'Not known'],
] as const;

export const partialNames = [
  ['reaction', 'A reaction'],
  ['access-lost', 'The access was lost'],
  ['patient-asked', 'The patient asked'],
  ['time', 'Time'],
  ['supply', 'Supply'],
  ['pump', 'The pump'],
  ['other', 'Something else'],
] as const;

export const wasteNames = [
  ['vial-size', 'Size of the vial'],
  ['dose-not-completed', 'The dose was not completed'],
  ['spilled', 'Spilled'],
  ['expired', 'Expired'],
  ['other', 'Something else'],
] as const;

export const taughtNames = [
  ['own-words', 'Said in own words'],
  ['shown', 'Shown'],
  ['taught-again', 'After teaching again'],
  ['no', 'Not understood'],
] as const;

/** CTCAE v5, infusion related reaction, in short. */
export const gradeNames = [
  ['1', '1: mild, no treatment'],
  ['2', '2: interrupted or treated, soon better'],
  ['3', '3: prolonged, comes back, or hospital'],
  ['4', '4: life-threatening'],
  ['5', '5: death'],
] as const;
