import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { askApi } from '../api/call.ts';
import { Problem, tellProblem } from '../api/problem.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useFailure } from '../parts/failure.tsx';
import { FormField } from '../parts/form-field.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { instantIn, withDates } from '../parts/when.ts';
import { zoneCity } from '../visits/visit-words.ts';
import { type BoardVisit, boardAnew, type PreviewShown, type SiteShown } from './read.ts';
import { clockWords, dayWords, localAt, minuteOf } from './times.ts';

/** So many minutes lie between two times that are offered to choose from. */
const step = 15;

/** Where a visit was dropped, or where it is. */
export type WishedPlace = { on: string; minute: number; nurseId?: string | undefined };

type Props = {
  visit: BoardVisit;
  site: SiteShown;
  wish: WishedPlace;
  /** Whose visit it is, where that is known. */
  name: string;
  nameOf: (personId: string) => string;
  onMoved: (visit: BoardVisit) => void;
  onClose: () => void;
};

/** Times of the day to choose from: while the place is open, or the nurse on shift, and the one it has. */
const timesOf = (site: SiteShown, { on, minute, nurseId }: WishedPlace): number[] => {
  const shift = site.nurses
    .find((nurse) => nurse.nurseId === nurseId)
    ?.days.find((day) => day.on === on)?.shift;
  const open = shift ?? site.days.find((day) => day.on === on)?.open;
  const [from, to] = open ? [minuteOf(open.localStart), minuteOf(open.localEnd)] : [480, 1020];
  const times = new Set([minute]);
  for (let at = from; at < to; at += step) times.add(at);
  return [...times].sort((a, b) => a - b);
};

const stateWords = { fine: 'Fine', mind: 'Mind', stands: 'Stands' } as const;
const stateTags = { fine: 'met', mind: 'ask', stands: 'missing' } as const;

const summaryOf = ({ may, checks }: PreviewShown): string => {
  const minded = checks.filter(({ state }) => state === 'mind').length;
  if (may === 'not') return 'This time cannot be had.';
  if (may === 'with-note') return 'This time can be had with a reason.';
  return minded > 0 ? `This time can be had. ${minded} to mind.` : 'This time can be had.';
};

/** Who was faster, and what stands now. */
const raceWords = ({ facts }: Problem, nameOf: Props['nameOf']): string => {
  const { changedBy, current } = facts as { changedBy?: string; current?: BoardVisit };
  const who = changedBy ? nameOf(changedBy) : 'Somebody';
  return current
    ? `${who} changed the visit meanwhile: it is ${current.status}, on ${dayWords(current.on)} at ${clockWords(current.localStart)} now. Nothing was moved.`
    : `${who} changed the visit meanwhile. Nothing was moved.`;
};

/**
 * A visit and another time for it. What would come of it is asked for each time that is chosen, and only
 * what was shown is done.
 */
export const MoveDialog = ({ visit, site, wish, name, nameOf, onMoved, onClose }: Props) => {
  const [to, setTo] = useState<WishedPlace>(wish);
  const [settled, setSettled] = useState<WishedPlace>(wish);
  const [note, setNote] = useState('');
  const { fail: refuse, clear, notice } = useFailure();
  const [sending, setSending] = useState(false);
  const own = useId();
  // A key that is held down asks once, where it stops.
  useEffect(() => {
    const waits = setTimeout(() => setSettled(to), 200);
    return () => clearTimeout(waits);
  }, [to]);
  const atHome = site.setting === 'home';
  const bodyOf = ({ on, minute, nurseId }: WishedPlace) => ({
    startsAt: instantIn(visit.zone, localAt(on, minute)),
    // At a center a visit has no nurse of its own, on whose row ever it was dropped.
    ...(atHome && nurseId && nurseId !== visit.nurseId && { nurseId }),
  });
  const asked = bodyOf(settled);
  const same = Date.parse(asked.startsAt) === Date.parse(visit.startsAt) && !asked.nurseId;
  const seen = `"${visit.revision}"`;
  const tried = useQuery({
    queryKey: ['move', visit.visitId, visit.revision, asked],
    enabled: !same && settled.on !== '',
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) => {
      const { body } = await askApi('POST /visits/{visitId}/move', {
        path: { visitId: visit.visitId },
        query: { dryRun: 'true' },
        body: asked,
        ifMatch: seen,
        signal,
      });
      return body.preview ?? null;
    },
  });
  const preview = to === settled && !same ? (tried.data ?? undefined) : undefined;
  const change = (different: Partial<WishedPlace>) => {
    clear();
    setTo((before) => ({ ...before, ...different }));
  };
  const send = async () => {
    if (sending) return;
    if (!preview) return refuse('Choose another time, and read first what would come of it.');
    if (preview.may === 'not') return refuse('This time cannot be had: choose another one.');
    if (preview.may === 'with-note' && !note.trim())
      return refuse('Say why it is to be there all the same.');
    setSending(true);
    try {
      const { body } = await askApi('POST /visits/{visitId}/move', {
        path: { visitId: visit.visitId },
        body: { ...asked, ...(note.trim() && { note: note.trim() }) },
        ifMatch: seen,
      });
      onMoved(body);
    } catch (error) {
      const raced = error instanceof Problem && error.code === 'visit-changed';
      refuse(raced ? raceWords(error, nameOf) : tellProblem(error));
      await boardAnew();
    } finally {
      setSending(false);
    }
  };
  return (
    <Dialog title={`Move ${name}`} onClose={onClose} wide>
      <form
        className="move"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void send();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="meta">
          Now on {dayWords(visit.on)} at {clockWords(visit.localStart)}. Times are those of clocks
          there ({zoneCity(visit.zone)}).
        </p>
        <div className="move-parts">
          <div>
            <div className="field">
              <label htmlFor={`${own}-time`}>Time</label>
              <select
                id={`${own}-time`}
                size={8}
                data-begin
                value={to.minute}
                onChange={({ target }) => change({ minute: Number(target.value) })}
              >
                {timesOf(site, to).map((minute) => (
                  <option key={minute} value={minute}>
                    {clockWords(localAt(to.on, minute))}
                  </option>
                ))}
              </select>
            </div>
            <FormField
              id={`${own}-on`}
              label="Day"
              kind="date"
              control={{ value: to.on, onChange: ({ target }) => change({ on: target.value }) }}
            />
            {atHome && (
              <FormField
                id={`${own}-nurse`}
                label="Nurse"
                none={null}
                choice={site.nurses.map(({ nurseId, name: called }) => [nurseId, called] as const)}
                control={{
                  value: to.nurseId ?? '',
                  onChange: ({ target }) => change({ nurseId: target.value }),
                }}
              />
            )}
          </div>
          <section aria-labelledby={`${own}-follows`}>
            <h3 id={`${own}-follows`}>What would come of it</h3>
            <p role="status" className="summary">
              {same || to.on === ''
                ? 'Choose another time.'
                : preview
                  ? summaryOf(preview)
                  : tried.isError && to === settled
                    ? tellProblem(tried.error)
                    : 'Looking …'}
            </p>
            {preview && (
              <ul className="checks">
                {preview.checks.map(({ of, state, says, overridableBy }) => (
                  <li key={`${of} ${says}`}>
                    <span className={`tag ${stateTags[state]}`}>{stateWords[state]}</span>
                    <span>
                      {withDates(says)}
                      {state === 'stands' &&
                        (overridableBy
                          ? ` A ${overridableBy} may go over it with a reason.`
                          : ' Nobody may go over it.')}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
        <FormField
          id={`${own}-note`}
          label="Why"
          hint="Needed only where something stands against the time."
          control={{ value: note, onChange: ({ target }) => setNote(target.value) }}
        />
        {notice}
        <div className="buttons">
          <button type="submit" className="first" aria-keyshortcuts="Control+Enter">
            {sending ? 'Moving …' : 'Move it'} <KeyCap of="Ctrl Enter" />
          </button>
          <button type="button" onClick={onClose}>
            Leave it
          </button>
        </div>
      </form>
    </Dialog>
  );
};
