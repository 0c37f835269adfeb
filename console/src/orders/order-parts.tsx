import type { ReactNode } from 'react';
import { usePayers } from '../api/called.ts';
import { Problem } from '../api/problem.ts';
import { lineChoice, yesOrNo } from '../parts/form-field.tsx';
import {
  boundsWords,
  type CatalogueEntry,
  type CheckedOrder,
  doseWords,
  otherPayer,
  resultName,
} from './order-body.ts';
import { type Filling, OrderField, orderFieldId } from './order-field.tsx';
import { orderLabel } from './order-labels.ts';

const sexes = [
  ['female', 'Female'],
  ['male', 'Male'],
  ['other', 'Other'],
  ['unknown', 'Not known'],
] as const;
const urgencies = [['urgent', 'Urgent']] as const;
const residences = [
  ['private', 'Own home'],
  ['assisted-living', 'Assisted living'],
  ['group-home', 'Group home'],
  ['long-term-care', 'Long-term care'],
  ['homeless', 'No home'],
] as const;

export const TherapyPart = ({
  therapies,
  therapy,
  filling,
  onRegimen,
}: {
  therapies: readonly CatalogueEntry[];
  therapy: CatalogueEntry | undefined;
  filling: Filling;
  onRegimen: (at: number) => void;
}) => (
  <fieldset className="part-of-order">
    <legend>1. Therapy</legend>
    <div className="pair">
      <OrderField
        name="therapy"
        choice={therapies
          .map(({ therapyId, called }) => [therapyId, called] as const)
          .toSorted((a, b) => a[1].localeCompare(b[1]))}
        {...filling}
      />
      {therapy && therapy.products.length > 1 && (
        <OrderField
          name="product"
          none="Any of them"
          choice={therapy.products.map(({ called }) => [called, called] as const)}
          {...filling}
        />
      )}
      {therapy && !filling.only && (
        <div className="field">
          <label htmlFor={orderFieldId('regimen')}>Usual ways of dosing</label>
          <select
            id={orderFieldId('regimen')}
            value=""
            onChange={({ target }) => target.value && onRegimen(Number(target.value))}
          >
            <option value="">Take one over</option>
            {therapy.regimens.map(({ use, dose, unit, everyDays }, at) => (
              <option key={`${use} ${dose} ${everyDays}`} value={at}>
                {use}: {dose} {unit}
                {everyDays && `, every ${everyDays} days`}
              </option>
            ))}
          </select>
        </div>
      )}
      <OrderField name="diagnosis" {...filling} />
      <OrderField name="urgency" choice={urgencies} none="Routine" {...filling} />
    </div>
  </fieldset>
);

export const PatientPart = ({ filling }: { filling: Filling }) => {
  const called = usePayers();
  // Where they cannot be read, the payer is written down.
  const payers = called.isError ? undefined : (called.data ?? []);
  const { payerId: chosen = '' } = filling.typed;
  const isListed =
    !chosen || chosen === otherPayer || payers?.some((one) => one.payerId === chosen);
  return (
    <fieldset className="part-of-order">
      <legend>2. Patient and coverage</legend>
      <div className="pair">
        <OrderField name="given" {...filling} />
        <OrderField name="family" {...filling} />
        <OrderField name="birthDate" kind="date" {...filling} />
        <OrderField name="sex" choice={sexes} {...filling} />
        <OrderField name="chart" {...filling} />
        <OrderField name="phone" kind="tel" {...filling} />
        <OrderField name="street" {...filling} />
        <OrderField name="city" {...filling} />
        <OrderField name="state" hint="Two letters" {...filling} />
        <OrderField name="postalCode" mode="numeric" {...filling} />
        <OrderField name="language" hint="English, where left empty" {...filling} />
        <OrderField name="residence" choice={residences} none="Not said" {...filling} />
        <OrderField
          name="payerId"
          {...(payers
            ? {
                choice: [
                  ...payers.map(({ payerId, name }) => [payerId, name] as const),
                  // What stands in an order is shown as it stands.
                  ...(isListed ? [] : [[chosen, chosen] as const]),
                  [otherPayer, 'Another, not on this list'] as const,
                ],
                none: 'Choose',
              }
            : { hint: 'As our list names it' })}
          {...filling}
        />
        {filling.typed.payerId === otherPayer && (
          <OrderField name="payerName" hint="As the card names it" {...filling} />
        )}
        <OrderField name="memberId" {...filling} />
      </div>
    </fieldset>
  );
};

/** What the dose comes to, beside the amounts within which the therapy is dosed. */
const DoseSum = ({ checked }: { checked: CheckedOrder | Problem | undefined }) =>
  checked && !(checked instanceof Problem) && checked.doses.length > 0 ? (
    <div className="dose-sum" role="status">
      <p className="large">{checked.doses.map(doseWords).join('; ')}</p>
      {checked.bounds && (
        <p className="meta">{boundsWords(checked.bounds)}, by the catalogue or local policy.</p>
      )}
    </div>
  ) : null;

/** What a dose may be counted in; what stands in an order among them. */
const unitsOf = (therapy: CatalogueEntry | undefined, typed: string | undefined): string[] => [
  ...new Set([...(therapy?.units ?? ['mg']), ...(typed ? [typed] : [])]),
];

export const DosePart = ({
  therapy,
  filling,
  checked,
}: {
  therapy: CatalogueEntry | undefined;
  filling: Filling;
  checked: CheckedOrder | Problem | undefined;
}) => (
  <fieldset className="part-of-order">
    <legend>3. Dose</legend>
    <div className="pair">
      {(therapy?.byWeight || therapy?.byHeight) && (
        <>
          <OrderField name="weight" mode="decimal" {...filling} />
          {therapy.byHeight && <OrderField name="height" mode="decimal" {...filling} />}
          <OrderField name="weightOn" kind="date" {...filling} />
        </>
      )}
      <OrderField name="dose" mode="decimal" {...filling} />
      <OrderField name="loadingDose" mode="decimal" hint="Where it is another one" {...filling} />
      <OrderField
        name="unit"
        choice={unitsOf(therapy, filling.typed.unit).map((unit) => [unit, unit] as const)}
        {...filling}
      />
      <OrderField name="loadingDays" hint="Counted from the first dose: 0, 14, 42" {...filling} />
      <OrderField
        name="steadyFrom"
        mode="numeric"
        hint="Where it is no interval after the last of the first days"
        {...filling}
      />
      <OrderField name="everyDays" mode="numeric" {...filling} />
      <OrderField name="doses" mode="numeric" {...filling} />
      <OrderField name="startOn" kind="date" {...filling} />
      <OrderField name="firstDose" choice={yesOrNo} none="Not said" {...filling} />
    </div>
    <DoseSum checked={checked} />
  </fieldset>
);

export const SafetyPart = ({
  therapy,
  filling,
}: {
  therapy: CatalogueEntry | undefined;
  filling: Filling;
}) => (
  <fieldset className="part-of-order">
    <legend>4. Safety: what {therapy?.called ?? 'the therapy'} needs</legend>
    <div className="pair">
      <OrderField
        name="allergies"
        choice={[
          ['none-known', 'None is known'],
          ['some', 'There are some'],
        ]}
        none="Not asked yet"
        {...filling}
      />
      {filling.typed.allergies === 'some' && (
        <OrderField name="allergyList" kind="area" hint="One on each line" {...filling} />
      )}
      {therapy?.results.map(({ tests, withinDays }) =>
        tests.map(({ codes }) => {
          const name = resultName(codes);
          return (
            <div key={name} className="result">
              <OrderField
                name={name}
                label={orderLabel(name, therapy)}
                list={['negative', 'positive', 'indeterminate']}
                hint={withinDays ? `Not older than ${withinDays} days` : undefined}
                {...filling}
              />
              {/^\d/.test(filling.typed[name] ?? '') && (
                <OrderField name={`${name}.unit`} label={orderLabel('unit')} {...filling} />
              )}
              <OrderField name={`${name}.on`} label="Taken on" kind="date" {...filling} />
            </div>
          );
        }),
      )}
      <OrderField name="premedications" kind="area" hint="One on each line" {...filling} />
      <OrderField name="reactionOrders" choice={yesOrNo} none="Not said" {...filling} />
      <OrderField name="lineType" choice={lineChoice} none="Not said" {...filling} />
      <OrderField
        name="priorTherapies"
        kind="area"
        hint="One on each line; what came of it after a colon"
        {...filling}
      />
    </div>
  </fieldset>
);

export const PracticePart = ({
  filling,
  legend,
  children,
}: {
  filling: Filling;
  legend: string;
  children?: ReactNode;
}) => (
  <fieldset className="part-of-order">
    <legend>{legend}</legend>
    <div className="pair">
      <OrderField name="practiceName" {...filling} />
      <OrderField name="practicePhone" kind="tel" {...filling} />
      <OrderField name="prescriberName" {...filling} />
      <OrderField name="prescriberNpi" mode="numeric" {...filling} />
    </div>
    {children}
  </fieldset>
);

export const SignedCheck = ({
  words,
  signed,
  onSign,
}: {
  words: string;
  signed: boolean;
  onSign: (signed: boolean) => void;
}) => (
  <label className="check">
    <input
      id={orderFieldId('sign')}
      type="checkbox"
      checked={signed}
      onChange={({ target }) => onSign(target.checked)}
    />
    {words}
  </label>
);
