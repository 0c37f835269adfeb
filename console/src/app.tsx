import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { queries } from './api/queries.ts';
import { Loading } from './parts/fault.tsx';
import { Screen } from './parts/page.tsx';
import { Curtain } from './shell/curtain.tsx';
import { watchForIdling } from './shell/idle.ts';
import { LiveRegion } from './shell/live-region.tsx';
import { Shell } from './shell/shell.tsx';
import {
  administers,
  endsPlans,
  keysOrders,
  nursesAs,
  ordersFor,
  plansVisits,
  type SignedIn,
  worksHolds,
} from './sign-in/person.ts';
import { session } from './sign-in/session.ts';
import { Worklist } from './worklist/worklist.tsx';

const HoldPage = lazy(() => import('./hold/hold-page.tsx'));
const ReferralPage = lazy(() => import('./referral/referral-page.tsx'));
const NurseDay = lazy(() => import('./visits/day.tsx'));
const VisitPage = lazy(() => import('./visits/visit-page.tsx'));
const OrderPage = lazy(() => import('./orders/order-page.tsx'));
const KeyPage = lazy(() => import('./orders/key-page.tsx'));
const KeyedPage = lazy(() => import('./orders/keyed-page.tsx'));
const MissingPage = lazy(() => import('./orders/missing-page.tsx'));
const RenewalPage = lazy(() => import('./orders/renewal-page.tsx'));
const NewsPage = lazy(() => import('./orders/news-page.tsx'));
const WantedPage = lazy(() => import('./orders/wanted-page.tsx'));
const RegisterPage = lazy(() => import('./admin/register-page.tsx'));
const AuditPage = lazy(() => import('./admin/audit-page.tsx'));
const MeasuresPage = lazy(() => import('./measures/measures-page.tsx'));
const BoardPage = lazy(() => import('./board/board-page.tsx'));
const WeekPage = lazy(() => import('./board/week-page.tsx'));
const OffersPage = lazy(() => import('./board/offers-page.tsx'));
const Referrals = lazy(() => import('./referral/referrals.tsx'));

/** A page with a word and nothing to do: before anybody is signed in. */
export const Notice = ({
  title,
  again = false,
  children,
}: {
  title: string;
  again?: boolean;
  children: ReactNode;
}) => (
  <main className="alone">
    <h1>{title}</h1>
    <p>{children}</p>
    {again && (
      <button type="button" className="first" onClick={() => location.assign('/console/')}>
        Try again
      </button>
    )}
  </main>
);

/** A part of the console that a new version has replaced: it is loaded again, and nothing is lost. */
const useNewVersion = () =>
  useEffect(() => {
    const gone = (event: Event) => {
      event.preventDefault();
      if (window.confirm('A new version of this page is there. Load it now?')) location.reload();
    };
    window.addEventListener('vite:preloadError', gone);
    return () => window.removeEventListener('vite:preloadError', gone);
  }, []);

const Nowhere = () => (
  <Screen title="Not found" heading="There is nothing here">
    <p>The address may be old, or cut off.</p>
  </Screen>
);

/** Whoever has no screen here is told so, and where their part of the work is. */
const NothingYet = ({ person }: { person: SignedIn }) => (
  <Screen title="Welcome" heading="There is no screen for you here yet">
    {person.roles.includes('nurse') ? (
      <p>
        Your account is a nurse’s, and does not say which nurse you are. Whoever looks after the
        accounts can tie it to you.
      </p>
    ) : person.roles.includes('patient') ? (
      <p>
        This is for those who work at the desk. Your own page opens with the link that was sent to
        you.
      </p>
    ) : (
      <p>
        Your account has no role at Dripline. Whoever looks after the accounts can give you one.
      </p>
    )}
  </Screen>
);

export const App = () => {
  const state = useSyncExternalStore(session.subscribe, session.state);
  useNewVersion();
  useEffect(watchForIdling, []);
  const is = 'person' in state ? state.is : 'in';
  useEffect(() => {
    if (is === 'in') void queries.invalidateQueries();
  }, [is]);
  if (!('person' in state)) return null;
  const { person } = state;
  const nurseId = nursesAs(person);
  return (
    <QueryClientProvider client={queries}>
      <Router base="/console">
        <LiveRegion />
        <div className={is === 'hidden' ? 'behind' : undefined}>
          <Shell person={person}>
            <Suspense
              fallback={
                <main>
                  <Loading what="the page" />
                </main>
              }
            >
              <Switch>
                {ordersFor(person) && (
                  <Route path="/wanted">
                    <WantedPage person={person} />
                  </Route>
                )}
                {ordersFor(person) && (
                  <Route path="/orders/new">
                    <OrderPage person={person} />
                  </Route>
                )}
                {ordersFor(person) && (
                  <Route path="/news">
                    <NewsPage person={person} />
                  </Route>
                )}
                {keysOrders(person) && (
                  <Route path="/orders/new">
                    <KeyPage />
                  </Route>
                )}
                {ordersFor(person) && (
                  <Route path="/orders/:referralId/missing">
                    {({ referralId }) => <MissingPage referralId={referralId} />}
                  </Route>
                )}
                {ordersFor(person) && (
                  <Route path="/orders/:referralId/renewal">
                    {({ referralId }) => <RenewalPage referralId={referralId} />}
                  </Route>
                )}
                {(keysOrders(person) || ordersFor(person)) && (
                  <Route path="/orders/:referralId">
                    {({ referralId }) => <KeyedPage referralId={referralId} person={person} />}
                  </Route>
                )}
                {ordersFor(person) && (
                  <Route path="/">
                    <Redirect to="/wanted" replace />
                  </Route>
                )}
                {nurseId && (
                  <Route path="/visits">
                    <NurseDay nurseId={nurseId} />
                  </Route>
                )}
                {(nurseId || endsPlans(person)) && (
                  <Route path="/visits/:visitId">
                    {({ visitId }) => <VisitPage visitId={visitId} person={person} />}
                  </Route>
                )}
                {nurseId && !worksHolds(person) && (
                  <Route path="/">
                    <Redirect to="/visits" replace />
                  </Route>
                )}
                {!worksHolds(person) && (
                  <Route>{nurseId ? <Nowhere /> : <NothingYet person={person} />}</Route>
                )}
                {administers(person) && (
                  <Route path="/measures">
                    <MeasuresPage />
                  </Route>
                )}
                {administers(person) && (
                  <Route path="/register">
                    <RegisterPage />
                  </Route>
                )}
                {administers(person) && (
                  <Route path="/audit">
                    <AuditPage />
                  </Route>
                )}
                {plansVisits(person) && (
                  <Route path="/board">
                    <BoardPage person={person} />
                  </Route>
                )}
                {plansVisits(person) && (
                  <Route path="/nurses">
                    <WeekPage />
                  </Route>
                )}
                {plansVisits(person) && (
                  <Route path="/referrals/:referralId/offers">
                    {({ referralId }) => <OffersPage referralId={referralId} person={person} />}
                  </Route>
                )}
                <Route path="/holds">
                  <Worklist person={person} />
                </Route>
                <Route path="/holds/:holdId">
                  {({ holdId }) => <HoldPage holdId={holdId} person={person} />}
                </Route>
                <Route path="/referrals">
                  <Referrals person={person} />
                </Route>
                <Route path="/referrals/:referralId">
                  {({ referralId }) => <ReferralPage referralId={referralId} person={person} />}
                </Route>
                <Route path="/">
                  <Redirect to="/holds" replace />
                </Route>
                <Route>
                  <Nowhere />
                </Route>
              </Switch>
            </Suspense>
          </Shell>
        </div>
        <Curtain is={is} />
      </Router>
    </QueryClientProvider>
  );
};
