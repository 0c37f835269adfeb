import type { ReactNode } from 'react';
import { plainWords } from '../parts/words.ts';
import type { Typed } from './answers.ts';
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

type LabelProps = {
  name: string;
  fault: string | undefined;
  hint: string | undefined;
  children: ReactNode;
};

const Labelled = ({ name, fault, hint, children }: LabelProps) => (
  <div className="field">
    <label htmlFor={fieldId(name)}>{labelOf(name)}</label>
    {hint && (
      <p id={`${fieldId(name)}-hint`} className="hint">
        {hint}
      </p>
    )}
    {children}
    {fault && (
      <p id={`${fieldId(name)}-fault`} className="fault">
        {fault}
      </p>
    )}
  </div>
);

const choices: Readonly<Record<string, readonly (readonly [value: string, words: string])[]>> = {
  lineType: [
    ['peripheral', 'Peripheral'],
    ['midline', 'Midline'],
    ['picc', 'PICC'],
    ['port', 'Port'],
    ['tunneled', 'Tunneled catheter'],
  ],
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

/** Fields that take several lines. */
const areas = new Set(['note', 'askedFor']);

const kinds: Readonly<Record<string, string>> = {
  expiresOn: 'date',
  startsOn: 'date',
  through: 'date',
  nextOn: 'date',
  wantedBy: 'date',
  sentAt: 'datetime-local',
  toleranceDays: 'number',
};

/** One field that an action needs, with its label, hint and fault. */
export const Field = ({ name, typed, faults, onType, sites }: FieldProps) => {
  const fault = faults[name];
  const hint = hints[name];
  const value = typed[name] ?? '';
  const own = {
    id: fieldId(name),
    value,
    'aria-invalid': fault ? true : undefined,
    'aria-describedby':
      [hint && `${fieldId(name)}-hint`, fault && `${fieldId(name)}-fault`]
        .filter(Boolean)
        .join(' ') || undefined,
    onChange: ({ target }: { target: { value: string } }) => onType(name, target.value),
  };
  const options = name === 'siteId' ? sites.map((site) => [site.siteId, site.says]) : choices[name];
  return (
    <Labelled name={name} fault={fault} hint={hint}>
      {areas.has(name) ? (
        <textarea rows={3} maxLength={2000} {...own} />
      ) : options ? (
        <select {...own}>
          <option value="">Choose</option>
          {options.map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </select>
      ) : (
        <input type={kinds[name] ?? 'text'} {...own} />
      )}
    </Labelled>
  );
};
