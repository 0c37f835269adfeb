import { type ReactNode, useId } from 'react';
import type { ApiRequest } from '../api/routes.ts';
import { plainWords } from '../parts/words.ts';

/** What somebody typed for an action, by the name of the field; kept while they look elsewhere. */
export type Typed = Readonly<Record<string, string>>;
export type ResolvingBody = ApiRequest<'POST /holds/{holdId}/resolution'>['body'];

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
};

type LabelProps = { name: string; fault: string | undefined; hint?: string; children: ReactNode };

const Labelled = ({ name, fault, hint, children }: LabelProps) => (
  <div className="field">
    <label htmlFor={fieldId(name)}>{labels[name] ?? plainWords(name)}</label>
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

const kinds: Readonly<Record<string, string>> = {
  expiresOn: 'date',
  startsOn: 'date',
  through: 'date',
  sentAt: 'datetime-local',
  toleranceDays: 'number',
};

/** One field that an action needs, with its label, hint and fault. */
export const Field = ({ name, typed, faults, onType, sites }: FieldProps) => {
  const fault = faults[name];
  const value = typed[name] ?? '';
  const own = {
    id: fieldId(name),
    value,
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': fault ? `${fieldId(name)}-fault` : undefined,
    onChange: ({ target }: { target: { value: string } }) => onType(name, target.value),
  };
  const options = name === 'siteId' ? sites.map((site) => [site.siteId, site.says]) : choices[name];
  return (
    <Labelled name={name} fault={fault}>
      {name === 'note' ? (
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

/** The fields behind what an action needs: some needs are several fields. */
export const fieldsOf = (needs: readonly string[], typed: Typed): string[] =>
  needs.flatMap((need) => {
    if (need === 'clearance') return typed.covers === 'until' ? ['covers', 'through'] : ['covers'];
    if (need === 'coverage') return ['payerId', 'payerName', 'memberId', 'rank'];
    return [need];
  });

/** The needs that this page has no fields for; they are sent by other ways until it has. */
export const beyondFields = (needs: readonly string[]): string[] =>
  needs.filter((need) => ['drug', 'approvedLines'].includes(need));

const optional = new Set(['payerName']);

export const faultsIn = (fields: readonly string[], typed: Typed): Record<string, string> =>
  Object.fromEntries(
    fields
      .filter((name) => !optional.has(name) && !typed[name]?.trim())
      .map((name) => [name, name === 'note' ? 'Say it in a few words.' : 'This is needed.']),
  );

const instantOf = (local: string): string => new Date(local).toISOString();

/** What is sent of what was typed. */
export const bodyOf = (
  action: string,
  needs: readonly string[],
  typed: Typed,
  forfeits: readonly string[],
): ResolvingBody => {
  const fields = fieldsOf(needs, typed);
  const given = Object.fromEntries(
    fields.filter((name) => typed[name]?.trim()).map((name) => [name, typed[name]?.trim()]),
  );
  const { covers, through, payerId, payerName, memberId, rank, ...plain } = given;
  return {
    action,
    ...plain,
    ...(typed.note?.trim() && { note: typed.note.trim() }),
    ...(plain.toleranceDays && { toleranceDays: Number(plain.toleranceDays) }),
    ...(plain.sentAt && { sentAt: instantOf(plain.sentAt) }),
    ...(needs.includes('clearance') && {
      clearance: covers === 'until' ? { covers, through } : { covers },
    }),
    ...(needs.includes('coverage')
      ? { coverage: { payerId, memberId, rank, ...(payerName && { payerName }) } }
      : payerId && { payerId }),
    ...(forfeits.length > 0 && { forfeits }),
  } as ResolvingBody;
};

/** Faults that the API told, by the field that they are about. */
export const faultsTold = (
  errors: readonly { pointer: string; detail: string; fix?: string }[],
): Record<string, string> =>
  Object.fromEntries(
    errors.map(({ pointer, detail, fix }) => [
      pointer.split('/').filter(Boolean).at(-1) ?? '',
      fix ?? detail,
    ]),
  );

/** A heading that a group of fields is labelled by. */
export const useGroup = () => useId();
