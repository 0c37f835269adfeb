import { type FieldChoice, type FieldInput, FormField, lineChoice } from '../parts/form-field.tsx';
import { plainWords } from '../parts/words.ts';
import { coversOf, type Typed } from './answers.ts';
import { fieldPartsOf } from './composed.ts';

export type FieldProps = {
  name: string;
  typed: Typed;
  /** What is wrong with it, from here or from the API. */
  faults: Readonly<Record<string, string>>;
  onType: (name: string, value: string) => void;
  /** Sites that may be chosen, each with what to call it. */
  sites: readonly { siteId: string; says: string }[];
};

/** The id by which a summary of faults leads to a field. */
export const fieldId = (name: string): string => `field-${name.replace(/\W/g, '-')}`;

const labels: Readonly<Record<string, string>> = {
  note: 'What was decided, and why',
  reference: 'Their reference number',
  payerId: 'Payer',
  siteId: 'Site of care',
  toleranceDays: 'Days more around each dose (1 to 14)',
  lineType: 'Line',
  authorizationNumber: 'Authorization number',
  expiresOn: 'Last day of the approval',
  startsOn: 'First day of the approval',
  sentAt: 'When it was sent (New York time)',
  covers: 'For which doses',
  through: 'Last day that it counts',
  memberId: 'Member number on the card',
  payerName: 'Name of the payer on the card',
  rank: 'Which coverage pays',
  person: 'With whom',
  nextOn: 'On which day it is looked at again',
  said: 'In their own words',
  approvedLines: 'Units approved',
  askedFor: 'What the payer asks for',
  wantedBy: 'Until when the payer wants it',
};

/** What a field is called, also where it is a part of something. */
export const labelOf = (name: string): string =>
  labels[name] ??
  fieldPartsOf(name.split('.')[0] ?? '')?.find((part) => part.name === name)?.label ??
  plainWords(name);

const choices: Readonly<Record<string, FieldChoice>> = {
  lineType: lineChoice,
  covers: [
    ['next-dose', 'The next dose'],
    ['until', 'All doses until a day'],
    ['course', 'The whole course, a year at most'],
  ],
  rank: [
    ['primary', 'It pays first'],
    ['secondary', 'It pays after another'],
  ],
};

const hints: Readonly<Record<string, string>> = {
  askedFor: 'One thing on each line, in the words of the payer',
  wantedBy: 'Left empty where it names no day: our own time for it counts then',
};

const kinds: Readonly<Record<string, FieldInput>> = {
  note: 'area',
  askedFor: 'area',
  expiresOn: 'date',
  startsOn: 'date',
  through: 'date',
  nextOn: 'date',
  wantedBy: 'date',
  sentAt: 'datetime-local',
  toleranceDays: 'number',
};

/** One field that an action needs, with its label, hint and fault. */
export const Field = ({ name, typed, faults, onType, sites }: FieldProps) => (
  <FormField
    id={fieldId(name)}
    label={labelOf(name)}
    kind={kinds[name] ?? 'text'}
    choice={
      name === 'siteId' ? sites.map(({ siteId, says }) => [siteId, says] as const) : choices[name]
    }
    hint={hints[name]}
    fault={faults[name]}
    control={{
      value: name === 'covers' ? coversOf(typed) : (typed[name] ?? ''),
      onChange: ({ target }) => onType(name, target.value),
    }}
  />
);
