import { useEffect, useId, useState } from 'react';
import { useLocation } from 'wouter';
import { tellProblem } from '../api/problem.ts';
import { useFoundPatients } from '../api/queries.ts';
import { Dialog } from '../parts/dialog.tsx';
import { plainWords } from '../parts/words.ts';
import { lookFor } from './sought.ts';

/** So long nothing more is typed before anybody is looked for, in milliseconds. */
const pauseMs = 250;

const useSettled = (typed: string): string => {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
};

/** Finds a patient. What is typed goes in a body: it is in no address and in no log. */
export const FindPatient = ({ onClose }: { onClose: () => void }) => {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [, go] = useLocation();
  const list = useId();
  const sought = lookFor(useSettled(typed));
  const found = useFoundPatients(sought);
  const rows = (sought ? (found.data?.items ?? []) : []).flatMap((patient) =>
    patient.referrals.map((referral) => ({ ...referral, patient })),
  );
  const chosen = rows[Math.min(at, rows.length - 1)];
  const open = (referralId: string) => {
    onClose();
    go(`/referrals/${referralId}`);
  };
  const says = () => {
    if (!sought) return 'Three letters of a name, a birth date, a telephone or a member number.';
    if (found.isError) return tellProblem(found.error);
    if (!found.data) return 'Looking …';
    if (rows.length === 0) return 'Nobody is found by that.';
    return found.data.more ? `${rows.length} found; say more for others.` : `${rows.length} found.`;
  };
  return (
    <Dialog title="Find a patient" onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-label="Name, birth date, telephone or member number"
        aria-expanded={rows.length > 0}
        aria-controls={list}
        aria-activedescendant={chosen && `${list}-${chosen.referralId}`}
        autoComplete="off"
        spellCheck={false}
        data-begin
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step) {
            event.preventDefault();
            setAt((at + step + rows.length) % Math.max(1, rows.length));
          }
          if (event.key === 'Enter' && chosen) {
            event.preventDefault();
            open(chosen.referralId);
          }
        }}
      />
      <p role="status" className="hint">
        {says()}
      </p>
      <div role="listbox" id={list} className="options" aria-label="Referrals of those found">
        {rows.map(({ referralId, status, therapyId, patient }) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the keys, as a combobox does.
          <div
            key={referralId}
            id={`${list}-${referralId}`}
            role="option"
            tabIndex={-1}
            aria-selected={referralId === chosen?.referralId}
            onClick={() => open(referralId)}
          >
            <span>
              {patient.family}, {patient.given}
              {patient.birthDate && ` (${patient.birthDate})`}
            </span>
            <span>
              {therapyId ? plainWords(therapyId) : 'Referral'}, {plainWords(status).toLowerCase()}
            </span>
          </div>
        ))}
      </div>
    </Dialog>
  );
};
