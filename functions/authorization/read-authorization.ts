import {
  type CorrespondenceView,
  correspondenceOf,
  correspondenceView,
} from '../hold/correspondence.ts';
import type { Payer } from '../payer/payer.ts';
import type { AuditRecord } from '../platform/audit.ts';
import { disclosed, type Reader, readerOf } from '../platform/disclosure.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { authorizationScope } from '../platform/ids.ts';
import { maySeeReferral, notFound } from '../platform/principal.ts';
import { decimal } from '../platform/quantity.ts';
import { table } from '../platform/table.ts';
import {
  type Authorization,
  authorizationNumber,
  expiresOn,
  type LedgerEntry,
  type Line,
  type LineDecision,
} from './authorization.ts';
import { denialView } from './denial-view.ts';
import { balanceOf, forecast } from './ledger.ts';
import { lettersOf } from './letters/letter.ts';
import { findClockRow } from './line-clocks.ts';
import { packetView } from './packet-view.ts';
import { type AuthorizationView, authorizationRoutes } from './routes.ts';
import { type ShownAuthorizationStore, shownAuthorizationStore } from './shown-store.ts';

type Incoming = Request<(typeof authorizationRoutes)['GET /authorizations/{authorizationId}']>;
type Deps = {
  store: ShownAuthorizationStore;
  now: () => Date;
};

const clockOf = ({ clock }: Line, clocks: Payer['clocks']) => {
  const { basis, source } = findClockRow(clock.rule, { clocks });
  return { ...clock, basis, source };
};

const decisionView = (
  { number, reasons, said, toldBy, ...decision }: LineDecision,
  see: Reader,
): LineDecision => ({
  ...decision,
  reasons: see('payer') ? reasons : [],
  // The payer's words may name its numbers.
  ...(said && see('payer') && see('numbers') ? { said } : {}),
  ...(toldBy && see('payer') && see('numbers') ? { toldBy } : {}),
  ...disclosed(see, { numbers: number ? { number } : {} }),
});

type Dose = NonNullable<ReturnType<typeof balanceOf>['dose']>;

const amountsOf = ({ unit, ...amounts }: Dose) => ({
  unit,
  authorized: decimal(amounts.authorized),
  reserved: decimal(amounts.reserved),
  used: decimal(amounts.used),
  released: decimal(amounts.released),
  left: decimal(amounts.left),
});

/** What a visit took: its units, and to whom the order is shown the amount of the drug. */
const takenView = (taken: LedgerEntry['taken'], see: Reader) =>
  taken?.map(({ amount, ...counted }) => ({
    ...counted,
    ...disclosed(see, { order: amount === undefined ? {} : { amount } }),
  }));

/** The visits by id, each with what keeps it from being paid for. */
const visitsView = (authorization: Authorization, see: Reader): AuthorizationView['visits'] => {
  const failing = forecast(authorization);
  return Object.entries(authorization.ledger).map(([visitId, { taken, ...entry }]) => {
    const fails = failing
      .filter((one) => one.visitId === visitId)
      .map(({ sequence, lacks }) => ({ line: sequence, lacks }));
    return {
      visitId,
      ...entry,
      ...(taken ? { taken: takenView(taken, see) } : {}),
      ...(fails.length > 0 ? { fails } : {}),
    };
  });
};

const lineView = (
  line: Line,
  ledger: Authorization['ledger'],
  clocks: Payer['clocks'],
  see: Reader,
): AuthorizationView['lines'][number] => {
  const { sequence: _, code: __, dose, ...balance } = balanceOf(line, ledger);
  const { decision } = line;
  return {
    sequence: line.sequence,
    kind: line.kind,
    code: line.code,
    state: line.state,
    asked: {
      units: line.units,
      visits: line.visits,
      unitsPerVisit: line.perVisit,
      ...(line.perDose ? { unitsFromDose: line.perDose } : {}),
      from: line.from,
      through: line.through,
    },
    ...(decision ? { decision: decisionView(decision, see) } : {}),
    ...disclosed(see, { payer: { clock: clockOf(line, clocks) } }),
    ledger: { ...balance, ...disclosed(see, { order: dose ? { dose: amountsOf(dose) } : {} }) },
  };
};

const letters = new Set([
  'authorization.drafted',
  'authorization.packet-made',
  'authorization.channel-failed',
  'authorization.submitted',
  'authorization.decided',
  'authorization.notified',
  'authorization.inquired',
]);

const exchangedIn = (
  records: readonly AuditRecord[],
  authorizationId: string,
): AuthorizationView['correspondence'] =>
  records
    .filter(({ event, detail }) => letters.has(event) && detail.authorizationId === authorizationId)
    .map(({ at, event, detail: { status, outcome, sending } }) => ({
      at,
      event,
      ...(typeof status === 'string' || typeof outcome === 'string'
        ? { status: String(status ?? outcome) }
        : {}),
      ...(typeof sending === 'number' ? { sending } : {}),
    }));

/** Calls, letters and looks beside what machines said to each other, in the order of their times. */
const withLogged = (
  exchanged: AuthorizationView['correspondence'],
  logged: readonly CorrespondenceView[],
): AuthorizationView['correspondence'] =>
  [
    ...exchanged,
    ...logged.map((entry) => ({ at: entry.at, event: 'correspondence.logged', logged: entry })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

/** What there is to read of an authorization beside itself. */
type Around = {
  payer: Payer | undefined;
  records: readonly AuditRecord[];
  logged: readonly CorrespondenceView[];
  now: Date;
};

/** How it went to the payer, with the proof where a person sent it, and what lies ready. */
const sentView = (authorization: Authorization) => {
  const { sent } = authorization;
  const packet = packetView(authorization);
  return {
    ...(sent
      ? {
          sent: {
            at: sent.at,
            number: sent.number,
            channel: sent.channel ?? ('pas' as const),
            documents: sent.documents,
            ...(sent.proof ? { proof: sent.proof } : {}),
            ...(sent.person ? { person: sent.person } : {}),
            ...(sent.proofDocument ? { proofDocument: sent.proofDocument } : {}),
          },
        }
      : {}),
    ...(packet ? { packet } : {}),
  };
};

const lettersView = (authorization: Authorization): Pick<AuthorizationView, 'letters'> => {
  const letters = lettersOf(authorization);
  return letters.length > 0 ? { letters } : {};
};

/** How the criteria of the payer stood when the newest draft was made. */
const criteriaView = (
  { authorizationId, criteria }: Authorization,
  records: readonly AuditRecord[],
): Pick<AuthorizationView, 'criteria'> => {
  const told = records.findLast(
    ({ determination }) =>
      determination?.question === 'criteria' &&
      determination.facts.authorizationId === authorizationId,
  );
  if (!criteria || !told?.determination) return {};
  const { answer, rule, reasons } = told.determination;
  const { at, note } = criteria.taken ?? {};
  return {
    criteria: {
      at: told.at,
      answer,
      rule,
      reasons,
      ...(at && note ? { taken: { at, note } } : {}),
    },
  };
};

const viewOf = (
  authorization: Authorization,
  { payer, records, logged, now }: Around,
  see: Reader,
): AuthorizationView => {
  const denial = payer && denialView(authorization, { payer, logged }, now, see);
  const number = authorizationNumber(authorization);
  const end = expiresOn(authorization);
  return {
    authorizationId: authorization.authorizationId,
    referralId: authorization.referralId,
    payerId: authorization.payerId,
    status: authorization.status,
    urgency: authorization.urgency,
    version: authorization.version,
    siteId: authorization.siteId,
    setting: authorization.setting,
    lines: [],
    ...disclosed(see, {
      numbers: {
        ...(number ? { authorizationNumber: number } : {}),
        ...(authorization.reference ? { payerReference: authorization.reference } : {}),
      },
      payer: {
        ...(authorization.informationDueAt
          ? { informationDueAt: authorization.informationDueAt }
          : {}),
        ...(authorization.information ? { information: authorization.information } : {}),
        ...(authorization.payerSays && see('numbers')
          ? { payerSays: authorization.payerSays }
          : {}),
        ...(authorization.acceptedAt ? { acceptedAt: authorization.acceptedAt } : {}),
        ...(see('numbers') ? sentView(authorization) : {}),
        ...(denial ? { denial } : {}),
        ...(see('numbers') ? lettersView(authorization) : {}),
      },
      authorized: {
        ...(end ? { expiresOn: end } : {}),
        lines: authorization.lines.map((line) =>
          lineView(line, authorization.ledger, payer?.clocks ?? [], see),
        ),
      },
    }),
    ...disclosed(see, { clinical: criteriaView(authorization, records) }),
    visits: visitsView(authorization, see),
    correspondence: withLogged(exchangedIn(records, authorization.authorizationId), logged),
  };
};

/** Shows an authorization to whoever may see its referral. */
export const readAuthorization =
  ({ store, now }: Deps) =>
  async ({ principal, path }: Incoming): Promise<Answer> => {
    const authorization = await store.get(path.authorizationId);
    if (!authorization) throw notFound('authorization');
    const shown = maySeeReferral(principal, authorization.practiceNpi);
    const outcome = shown ? 'shown' : 'refused';
    const { referralId } = authorization;
    await store.noteReading({ principal, seen: 'authorization', outcome, now: now() }, [
      referralId,
    ]);
    if (!shown) throw notFound('authorization');
    const [payer, records, entries] = await Promise.all([
      store.payer(authorization.payerId),
      store.chain(referralId),
      store.correspondence(referralId),
    ]);
    const see = readerOf(principal, { practice: authorization.practiceNpi });
    const logged = correspondenceOf(entries, authorizationScope(authorization.authorizationId)).map(
      (entry) => correspondenceView(entry, see, principal.subject),
    );
    return { body: viewOf(authorization, { payer, records, logged, now: now() }, see) };
  };

export const handler = http({
  'GET /authorizations/{authorizationId}': route(
    authorizationRoutes['GET /authorizations/{authorizationId}'],
    (request) =>
      readAuthorization({ store: shownAuthorizationStore(table()), now: () => new Date() })(
        request,
      ),
  ),
});
