import type { Authorization } from '../authorization/authorization.ts';
import { underWay } from '../authorization/denial.ts';
import { isAwaitedByPerson } from '../authorization/denial-rules.ts';
import { type DenialView, denialView } from '../authorization/denial-view.ts';
import { rungNames } from '../authorization/denial-words.ts';
import type { RoundFile } from '../authorization/round-of-hold.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { DenialRung } from '../payer/denial-rung.ts';
import { readerOf } from '../platform/disclosure.ts';
import type { Principal } from '../platform/principal.ts';
import { mayReadWhy } from './hold-disclosure.ts';
import type { HoldDetail } from './routes.ts';

type Rung = DenialView['rungs'][number];
type Action = HoldDetail['actions'][number];

const isRung = (action: string): action is DenialRung => DenialRung.safeParse(action).success;

/** An action that takes a rung, as it may be taken today; none where it may not. */
const rungAction = (action: Action, rungs: readonly Rung[]): Action[] => {
  const rung = rungs.find((one) => one.rung === action.action);
  if (!rung || !(rung.state === 'open' || rung.expedited?.only)) return [];
  return [
    {
      ...action,
      ...(rung.window ? { until: rung.window } : {}),
      ...(rung.forfeits.length > 0 ? { forfeits: rung.forfeits } : {}),
      ...(rung.warns ? { warns: rung.warns } : {}),
      ...(rung.expedited ? { expedited: rung.expedited } : {}),
    },
  ];
};

/** To end a request, or to ask for another site, gives up what is open still; whoever does it reads so. */
const ending = (action: Action, rungs: readonly Rung[]): Action => {
  const open = rungs.filter(({ rung, state }) => state === 'open' && rung !== 'resubmit');
  if (!['close', 'move-site', 'accept'].includes(action.action) || open.length === 0) return action;
  return {
    ...action,
    warns: `It gives up what is open still: ${open.map(({ rung }) => rungNames[rung]).join(', ')}.`,
  };
};

/** The actions of a hold as they may be taken today. */
const actionsToday = (
  { reason }: Pick<Hold, 'reason'>,
  actions: readonly Action[],
  { rungs }: DenialView,
  authorization: Authorization,
): Action[] => {
  const taken = underWay(authorization.denial)?.rung;
  return actions.flatMap((action) => {
    if (isAwaitedByPerson(reason))
      return isRung(action.action) ? rungAction(action, rungs) : [ending(action, rungs)];
    // What was sent is not sent again, nor added to, while the payer decides on something else.
    return reason === 'payer-decision' &&
      ['resubmit', 'record-request'].includes(action.action) &&
      taken &&
      taken !== 'resubmit'
      ? []
      : [action];
  });
};

/** Nothing is open any more: whoever reads the hold is told what is left. */
const nothingLeft = ({ rungs }: DenialView): HoldDetail['why'] =>
  rungs.some(({ rung, state, expedited }) =>
    rung === 'resubmit' ? false : state === 'open' || state === 'under-way' || expedited?.only,
  )
    ? []
    : [
        {
          code: 'ladder-ended',
          text: 'Nothing more may be asked of the payer on this denial.',
          fix: 'Send a new request with what is new, choose another way of care, or close.',
        },
      ];

/** Why it was denied, and how each rung stands, beside what the payer said last. */
const whyDenied = (denial: DenialView): HoldDetail['why'] => [
  ...denial.readings.map(({ reading, says }) => ({ code: `denied-for-${reading}`, text: says })),
  ...denial.rungs.map(({ rung, says, rule }) => ({
    code: `rung-${rung}`,
    text: rule.says && rung !== 'resubmit' ? `${says} ${rule.says}` : says,
    source: rule.source,
  })),
  ...nothingLeft(denial),
];

/** A hold with the denial it is about: what may be done today, and what it costs. */
export const withDenialShown = (
  detail: HoldDetail,
  hold: Hold,
  { authorization, payer }: RoundFile,
  { principal, now }: { principal: Principal; now: Date },
): HoldDetail => {
  const see = readerOf(principal, { practice: hold.practiceNpi });
  const mayRead = mayReadWhy(principal, hold);
  const denial = denialView(authorization, { payer, logged: detail.correspondence }, now, see);
  if (!denial) return detail;
  const actions = isOpen(hold)
    ? actionsToday(hold, detail.actions, denial, authorization)
    : detail.actions;
  if (!mayRead)
    return {
      ...detail,
      actions: actions.map(
        ({ until: _, warns: __, expedited: ___, forfeits: ____, ...action }) => action,
      ),
    };
  return {
    ...detail,
    actions,
    // One that has ended is history: the hold is about something else.
    why: [...detail.why, ...(denial.ended ? [] : whyDenied(denial))],
    denial,
  };
};
