import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useCalled } from '../api/called.ts';
import { tellProblem } from '../api/problem.ts';
import { useFoundPatients } from '../api/queries.ts';
import { Combobox } from '../parts/combobox.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { dateWords } from '../parts/when.ts';
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
  const [, go] = useLocation();
  const called = useCalled();
  const sought = lookFor(useSettled(typed));
  const found = useFoundPatients(sought);
  const rows = (sought ? (found.data?.items ?? []) : []).flatMap((patient) =>
    patient.referrals.map((referral) => ({ ...referral, patient })),
  );
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
      <Combobox
        label="Name, birth date, telephone or member number"
        listName="Referrals of those found"
        typed={typed}
        onType={setTyped}
        rows={rows.map(({ referralId, status, therapyId, patient }) => ({
          id: referralId,
          shown: (
            <>
              <span>
                {patient.family}, {patient.given}
                {patient.birthDate && ` (${dateWords(patient.birthDate)})`}
              </span>
              <span>
                {therapyId ? called.therapy(therapyId) : 'Referral'},{' '}
                {plainWords(status).toLowerCase()}
              </span>
            </>
          ),
        }))}
        onTake={(referralId) => referralId && open(referralId)}
      >
        <p role="status" className="hint">
          {says()}
        </p>
      </Combobox>
    </Dialog>
  );
};
