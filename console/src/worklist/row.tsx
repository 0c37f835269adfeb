import { memo } from 'react';
import { Link } from 'wouter';
import type { PatientName } from '../api/queries.ts';
import { PatientCell } from '../parts/patient-cell.tsx';
import { dateWords, dueOf, fullWords, windowOf } from '../parts/when.ts';
import { roleName } from '../parts/words.ts';
import type { ShownRow } from './shown.ts';

type Props = {
  row: ShownRow;
  /** What the patient is called, for who is shown it. */
  label: PatientName | undefined;
  /** The name of who has it. */
  takenBy: string | undefined;
  /** What a keyboard reaches first of all rows. */
  inReach: boolean;
  chosen: boolean;
  /** Left out for those who neither take nor give holds. */
  onChoose: ((holdId: string) => void) | undefined;
  onReach: (holdId: string) => void;
  onOpen: (holdId: string) => void;
  /** The therapy and the payer as they are called. */
  about: string;
};

const marks = { changed: 'Changed', gone: 'Ended' } as const;

/** Days left of the window as a bar of two weeks, beside the words that say it. */
const WindowBar = ({ days, state }: { days: number; state: string }) => (
  <svg className={`bar ${state}`} viewBox="0 0 56 6" aria-hidden="true">
    <rect width="56" height="6" rx="3" />
    <rect className="left" width={(56 * Math.min(14, Math.max(0, days))) / 14} height="6" rx="3" />
  </svg>
);

const DoseWindow = ({ doseBy }: { doseBy: string | undefined }) => {
  if (!doseBy) return <span className="none">No dose waits</span>;
  const { words, days, state } = windowOf(doseBy);
  return (
    <span className={`state ${state}`}>
      {words}
      <WindowBar days={days} state={state} />
      <span className="under">until {dateWords(doseBy)}</span>
    </span>
  );
};

const TakenBy = ({ name }: { name: string | undefined }) => {
  if (name === undefined) return <span className="none">Nobody</span>;
  return name === 'You' ? <strong>You</strong> : name;
};

export const Row = memo((props: Props) => {
  const { row, label, takenBy, inReach, chosen, onChoose, onReach, onOpen, about } = props;
  const due = dueOf(row.dueAt);
  return (
    <tr className={row.mark} data-hold={row.holdId}>
      {onChoose && (
        <td className="choose">
          <label>
            <input
              type="checkbox"
              tabIndex={-1}
              checked={chosen}
              aria-label={`Mark: ${row.says}`}
              onChange={() => onChoose(row.holdId)}
            />
          </label>
        </td>
      )}
      <th scope="row">
        <Link
          href={`/holds/${row.holdId}`}
          tabIndex={inReach ? 0 : -1}
          onFocus={() => onReach(row.holdId)}
          onClick={() => onOpen(row.holdId)}
        >
          {row.says}
        </Link>
        <span className="under">
          {row.mark && <span className="tag">{marks[row.mark]}</span>}
          {row.urgency === 'urgent' && <span className="tag missing">Urgent</span>}
          {about}
          {row.level > 0 && `, asked ${row.level + 1} times`}
          {row.nextOn && `, next step ${dateWords(row.nextOn)}`}
        </span>
      </th>
      <td data-label="Patient">
        <PatientCell name={label} />
      </td>
      <td data-label="Dose window">
        <DoseWindow doseBy={row.doseBy} />
      </td>
      <td data-label="Due">
        <span className={`state ${due.state}`} title={fullWords(row.dueAt)}>
          {due.words}
          <span className="under">{due.detail}</span>
        </span>
      </td>
      <td data-label="Whose turn">
        {roleName(row.owner)}
        {row.escalatedTo && <span className="under">and {roleName(row.escalatedTo)}</span>}
      </td>
      <td data-label="Taken by">
        <TakenBy name={takenBy} />
      </td>
    </tr>
  );
});
