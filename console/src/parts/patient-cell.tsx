import type { PatientName } from '../api/queries.ts';

/** Whom a row of a list is about, for who is told. */
export const PatientCell = ({ name }: { name: PatientName | undefined }) =>
  name ? (
    <>
      {name.family}, {name.given}
      {name.birthYear && <span className="under">{name.birthYear}</span>}
    </>
  ) : (
    <span className="none">-</span>
  );
