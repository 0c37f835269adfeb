import type { Medicine } from './clinical-claims.ts';
import { interactions } from './facts/interactions.ts';
import { medicineClasses } from './facts/medicine-classes.ts';
import { plain } from './facts/result-words.ts';
import { block, type Checked } from './findings.ts';
import type { Finding, Submission } from './referral.ts';

const source =
  'interactions with current medicines: drug labels and intake checks; a pharmacist confirms them before use';

type Placed = Medicine & { pointer: string };

/** Medicines that the patient takes, will take, or may take: what is not said to have ended. */
export const medicinesTaken = ({ medicines }: Submission): Placed[] =>
  (Array.isArray(medicines) ? medicines : [])
    .map((one, index) => ({ ...one, pointer: `/medicines/${index}` }))
    .filter(({ state }) => state !== 'ended' && state !== 'not-taken');

/** The classes that a medicine belongs to, by its codes and by its name. */
export const classesOf = ({ name, rxnorm = [] }: Pick<Medicine, 'name' | 'rxnorm'>) =>
  medicineClasses.filter(
    (one) => one.called.test(plain(name)) || rxnorm.some((code) => one.rxnorm.has(code)),
  );

/** Medicines that the therapy must not, or had better not, be given with. */
export const medicineFindings = ({ submission, therapy }: Checked): Finding[] => {
  if (!therapy) return [];
  const isOrdered = ({ name }: Medicine) => therapy.names.some((one) => plain(name).includes(one));
  const taken = medicinesTaken(submission);
  const others = taken
    .filter((one) => !isOrdered(one))
    .map((one) => ({ ...one, classes: new Set(classesOf(one).map(({ id }) => id)) }));
  const found = interactions
    .filter(({ therapies }) => therapies.includes(therapy.id))
    .flatMap(({ takes, severity, why }): Finding[] => {
      const medicine = others.find(({ classes }) => classes.has(takes));
      if (!medicine) return [];
      const title = medicineClasses.find(({ id }) => id === takes)?.title;
      return [
        {
          code: `takes-${takes}`,
          severity,
          pointer: medicine.pointer,
          text: `The patient takes ${title}, or will: ${why}.`,
          fix:
            severity === 'block'
              ? 'Say when it ends or ended, or have a clinician decide with a reason.'
              : 'Weigh it, and say how it is watched.',
          source,
        },
      ];
    });
  const again = taken.find(isOrdered);
  return again && submission.order.firstDose === true && again.state === 'taken'
    ? [
        ...found,
        block({
          code: 'first-dose-contradictory',
          pointer: again.pointer,
          text: 'The order says that this is the first dose, and the drug is listed as taken.',
          fix: 'Say whether it is the first dose, and when the last one was given.',
          source,
        }),
      ]
    : found;
};
