import type { ReactNode } from 'react';
import type { Problem } from '../api/problem.ts';
import type { CatalogueEntry, CheckedOrder } from './order-body.ts';
import { regimenTyped } from './order-body.ts';
import type { Filling } from './order-field.tsx';
import { OrderField } from './order-field.tsx';
import { DosePart, PatientPart, PracticePart, SafetyPart, TherapyPart } from './order-parts.tsx';

/** How an order can come that our staff key in. */
const ways = [
  ['fax', 'By fax'],
  ['mail', 'By mail'],
  ['telephone', 'By telephone'],
] as const;

/** Where an order came from: how, from which practice, and on which page. */
export const SourcePart = ({ filling, children }: { filling: Filling; children?: ReactNode }) => (
  <fieldset className="part-of-order">
    <legend>Where it came from</legend>
    <div className="pair">
      <OrderField name="way" choice={ways} {...filling} />
      {filling.typed.way === 'telephone' && <OrderField name="caller" {...filling} />}
      <OrderField name="practiceNpi" mode="numeric" {...filling} />
      <OrderField
        name="practiceEmail"
        kind="email"
        hint="It is told there that an order waits for its signature"
        {...filling}
      />
    </div>
    {children}
  </fieldset>
);

/** The fields of an order, all of them, as in the form that practices fill in. */
export const OrderFields = ({
  therapies,
  therapy,
  filling,
  checked,
  children,
}: {
  therapies: readonly CatalogueEntry[];
  therapy: CatalogueEntry | undefined;
  filling: Filling;
  checked: CheckedOrder | Problem | undefined;
  children?: ReactNode;
}) => (
  <>
    <TherapyPart
      therapies={therapies}
      therapy={therapy}
      filling={filling}
      onRegimen={(at) => {
        const regimen = therapy?.regimens[at];
        for (const [name, value] of Object.entries(regimen ? regimenTyped(regimen) : {}))
          filling.onType(name, value);
      }}
    />
    <PatientPart filling={filling} />
    <DosePart therapy={therapy} filling={filling} checked={checked} />
    <SafetyPart therapy={therapy} filling={filling} />
    <PracticePart filling={filling} legend="5. Practice and prescriber">
      {children}
    </PracticePart>
  </>
);
