import { useRef, useState } from 'react';
import { askApi } from '../api/call.ts';
import { tellProblem } from '../api/problem.ts';
import { readAnew, type WholeHold } from '../api/queries.ts';
import type { ApiRequest } from '../api/routes.ts';
import { Dialog } from '../parts/dialog.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { dateWords, fullWords, momentWords } from '../parts/when.ts';
import { plainWords, roleName } from '../parts/words.ts';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';

type Written = ApiRequest<'POST /holds/{holdId}/correspondence'>['body'];

const ways = ['telephone', 'portal', 'letter', 'fax', 'mail', 'in-person'] as const;
const parties = ['payer', 'practice', 'patient', 'pharmacy', 'other'] as const;

const LogDialog = ({ holdId, onClose }: { holdId: string; onClose: (done: boolean) => void }) => {
  const [failed, setFailed] = useState('');
  const form = useRef<HTMLFormElement>(null);
  /** The same call, however often it is sent: what was not answered may have been taken. */
  const key = useRef(crypto.randomUUID());
  const send = async () => {
    const told = new FormData(form.current as HTMLFormElement);
    const text = (name: string) => String(told.get(name) ?? '').trim();
    if (!text('said')) {
      setFailed('Write down what was said.');
      form.current?.querySelector('textarea')?.focus();
      return;
    }
    const step = text('step');
    const on = text('on');
    if ((step === '') !== (on === '')) {
      setFailed('A next step has a day, and a day has a step.');
      return;
    }
    try {
      await askApi('POST /holds/{holdId}/correspondence', {
        path: { holdId },
        idempotencyKey: key.current,
        body: {
          way: text('way') as Written['way'],
          party: text('party') as Written['party'],
          said: text('said'),
          ...(text('person') && { person: text('person') }),
          ...(text('reference') && { reference: text('reference') }),
          ...(step && { next: { step, on } }),
        },
      });
      await readAnew(holdId);
      announce('Written down.');
      onClose(true);
    } catch (error) {
      setFailed(tellProblem(error));
    }
  };
  return (
    <Dialog title="Write down a call, a letter or a look" onClose={() => onClose(false)}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void send();
          }
        }}
      >
        {failed && (
          <p className="notice bad" role="alert">
            {failed}
          </p>
        )}
        <label className="field">
          What was said
          <textarea name="said" rows={4} maxLength={2000} data-begin />
        </label>
        <div className="pair">
          <label className="field">
            How
            <select name="way">
              {ways.map((way) => (
                <option key={way} value={way}>
                  {plainWords(way)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            With whom
            <select name="party">
              {parties.map((party) => (
                <option key={party} value={party}>
                  {plainWords(party)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <div className="pair">
          <label className="field">
            Who it was there
            <input name="person" maxLength={100} />
          </label>
          <label className="field">
            Their reference
            <input name="reference" maxLength={60} />
          </label>
        </div>
        <div className="pair">
          <label className="field">
            Next step
            <input name="step" maxLength={200} />
          </label>
          <label className="field">
            On
            <input name="on" type="date" />
          </label>
        </div>
        <div className="buttons">
          <button type="submit" className="first">
            Write it down <KeyCap of="Ctrl ↵" />
          </button>
        </div>
      </form>
    </Dialog>
  );
};

/** What was said with others while it waits; it ends nothing. */
export const Calls = ({ hold, open }: { hold: WholeHold; open: boolean }) => {
  const [writing, setWriting] = useState(false);
  const { correspondence } = hold;
  useCommands(
    open
      ? [
          {
            id: 'call',
            keys: 'c',
            words: 'Write down a call',
            group: 'Hold',
            run: () => setWriting(true),
          },
        ]
      : [],
  );
  return (
    <section aria-labelledby="calls">
      <div className="section-head">
        <h2 id="calls">Calls and letters</h2>
        {open && (
          <button type="button" aria-keyshortcuts="c" onClick={() => setWriting(true)}>
            Write one down <KeyCap of="c" />
          </button>
        )}
      </div>
      {correspondence.length === 0 && <p className="none">None yet.</p>}
      <ol className="calls">
        {correspondence.map((each) => (
          <li key={each.correspondenceId}>
            <p className="meta">
              {plainWords(each.way)}, {roleName(each.party).toLowerCase()}
              {each.person && `, ${each.person}`}
              {' - '}
              <time dateTime={each.at} title={fullWords(each.at)}>
                {momentWords(each.at)}
              </time>
            </p>
            <p>{each.said ?? 'What was said is not for you to see.'}</p>
            {each.nextStep && (
              <p className="meta">
                Next, {dateWords(each.nextOn ?? '')}: {each.nextStep}
              </p>
            )}
            {each.reference && <p className="meta">Reference {each.reference}</p>}
          </li>
        ))}
      </ol>
      {writing && <LogDialog holdId={hold.holdId} onClose={() => setWriting(false)} />}
    </section>
  );
};
