import type { ComponentType } from 'react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { renewSession } from '../api/http.ts';
import { useMe } from '../api/session.ts';
import { PageAlarm } from '../features/paging/PageAlarm.tsx';
import type { Area } from '../i18n/index.ts';
import { loadChineseFont, withTexts } from '../i18n/index.ts';
import alarm from '../ui/Alarm.module.css';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { CrashBoundary } from './Crash.tsx';
import { NotFound } from './NotFound.tsx';
import { Providers } from './Providers.tsx';
import { Shell } from './Shell.tsx';

type Page = ComponentType<{ id: string }>;

/** A page of staff, and the texts that come with it: patients never load them. */
function staffPage(areas: Area[], load: () => Promise<{ default: Page }>) {
  return lazy(() => withTexts(load, ...areas));
}

const SignInPage = staffPage(['signIn'], () => import('../features/signIn/SignInPage.tsx'));
const AccountPage = staffPage(['signIn'], () => import('../features/account/AccountPage.tsx'));
const DayPage = staffPage(['day'], () => import('../features/day/DayPage.tsx'));
const AppointmentPage = staffPage(
  ['appointment', 'availability', 'board', 'cases', 'dates', 'offers', 'rehearsal', 'specialties'],
  () => import('../features/appointment/AppointmentPage.tsx'),
);
const BoardPage = staffPage(
  ['board', 'rehearsal', 'specialties'],
  () => import('../features/board/BoardPage.tsx'),
);
const CalendarPage = staffPage(
  ['calendar', 'day'],
  () => import('../features/calendar/CalendarPage.tsx'),
);
const FinderPage = staffPage(
  ['finder', 'availability', 'specialties'],
  () => import('../features/finder/FinderPage.tsx'),
);
const AvailabilityPage = staffPage(
  ['availability', 'dates', 'offers'],
  () => import('../features/availability/AvailabilityPage.tsx'),
);
const RehearsalPage = staffPage(
  ['rehearsal'],
  () => import('../features/rehearsal/RehearsalPage.tsx'),
);
const NoticesPage = staffPage(['notices'], () => import('../features/notices/NoticesPage.tsx'));
const UndeliveredPage = staffPage(
  ['notices'],
  () => import('../features/notices/UndeliveredPage.tsx'),
);
const MailboxPage = staffPage(['notices'], () => import('../features/notices/MailboxPage.tsx'));
const Ringer = staffPage(['notices'], () => import('../features/notices/Ringer.tsx'));
const RequestsPage = staffPage(
  ['dates', 'requests', 'specialties'],
  () => import('../features/requests/RequestsPage.tsx'),
);
const RequestPage = staffPage(
  ['dates', 'requests', 'specialties'],
  () => import('../features/requests/RequestPage.tsx'),
);
const AgreementsPage = staffPage(
  ['agreements', 'dates', 'requests', 'specialties'],
  () => import('../features/agreements/AgreementsPage.tsx'),
);
const ImportPage = staffPage(
  ['import', 'programs'],
  () => import('../features/import/ImportPage.tsx'),
);
const OffersPage = staffPage(
  ['offers', 'specialties'],
  () => import('../features/offers/OffersPage.tsx'),
);
const OnCallPage = staffPage(
  ['onCall', 'calendar', 'dates', 'specialties'],
  () => import('../features/onCall/OnCallPage.tsx'),
);
const OfferAlarm = staffPage(
  ['offers', 'specialties'],
  () => import('../features/offers/OfferAlarm.tsx'),
);
const CasesPage = staffPage(['cases'], () => import('../features/cases/CasesPage.tsx'));
const CasePage = staffPage(['cases'], () => import('../features/cases/CasePage.tsx'));
const TranscriptPage = staffPage(
  ['transcript'],
  () => import('../features/transcript/TranscriptPage.tsx'),
);
const CaptionsHealthPage = staffPage(
  ['captionsHealth'],
  () => import('../features/captionsHealth/CaptionsHealthPage.tsx'),
);
const WordingsPage = staffPage(
  ['wordings', 'phrases'],
  () => import('../features/wordings/WordingsPage.tsx'),
);
const WordingEntryPage = staffPage(
  ['wordings', 'phrases'],
  () => import('../features/wordings/EntryPage.tsx'),
);
const SuggestionsPage = staffPage(
  ['wordings', 'suggestTerm'],
  () => import('../features/wordings/SuggestionsPage.tsx'),
);
const TranscriptSearchPage = staffPage(
  ['transcript'],
  () => import('../features/transcript/SearchPage.tsx'),
);
const RoomPage = lazy(() => import('../features/room/RoomPage.tsx'));
const InvitationPage = lazy(() => import('../features/invitation/InvitationPage.tsx'));

export function App() {
  return (
    <Providers>
      <CrashBoundary>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/i" component={InvitationPage} />
            <Route path="/account">{() => <AccountPage id="" />}</Route>
            <Route path="/sign-in">{() => <SignInPage id="" />}</Route>
            <Route path="/">{() => <SignedIn page={DayPage} />}</Route>
            <Route path="/notices">{() => <SignedIn page={NoticesPage} />}</Route>
            <Route path="/notices/undelivered">{() => <SignedIn page={UndeliveredPage} />}</Route>
            <Route path="/notices/mailbox">{() => <SignedIn page={MailboxPage} />}</Route>
            <Route path="/cases">{() => <SignedIn page={CasesPage} />}</Route>
            <Route path="/cases/:id">{({ id }) => <SignedIn page={CasePage} id={id} />}</Route>
            <Route path="/transcripts">{() => <SignedIn page={TranscriptSearchPage} />}</Route>
            <Route path="/board">{() => <SignedIn page={BoardPage} />}</Route>
            <Route path="/calendar">{() => <SignedIn page={CalendarPage} />}</Route>
            <Route path="/find-time">{() => <SignedIn page={FinderPage} />}</Route>
            <Route path="/availability">{() => <SignedIn page={AvailabilityPage} />}</Route>
            <Route path="/import">{() => <SignedIn page={ImportPage} />}</Route>
            <Route path="/captions-health">{() => <SignedIn page={CaptionsHealthPage} />}</Route>
            <Route path="/on-call">{() => <SignedIn page={OnCallPage} />}</Route>
            <Route path="/offers">{() => <SignedIn page={OffersPage} />}</Route>
            <Route path="/appointments/:id">
              {({ id }) => <SignedIn page={AppointmentPage} id={id} />}
            </Route>
            <Route path="/appointments/:id/rehearsal">
              {({ id }) => <SignedIn page={RehearsalPage} id={id} />}
            </Route>
            <Route path="/appointments/:id/transcript">
              {({ id }) => <SignedIn page={TranscriptPage} id={id} />}
            </Route>
            <Route path="/appointments/:id/room">
              {({ id }) => <SignedIn page={RoomPage} id={id} />}
            </Route>
            <Route path="/requests">{() => <SignedIn page={RequestsPage} />}</Route>
            <Route path="/requests/:id">
              {({ id }) => <SignedIn page={RequestPage} id={id} />}
            </Route>
            <Route path="/agreements">{() => <SignedIn page={AgreementsPage} />}</Route>
            <Route path="/wordings">{() => <SignedIn page={WordingsPage} />}</Route>
            <Route path="/wordings/suggestions">{() => <SignedIn page={SuggestionsPage} />}</Route>
            <Route path="/wordings/:kind/:id">
              {({ kind, id }) => <SignedIn page={WordingEntryPage} id={`${kind}/${id}`} />}
            </Route>
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </CrashBoundary>
    </Providers>
  );
}

interface SignedInProps {
  page: Page;
  id?: string;
}

/** Pages that need somebody: the refresh cookie may know who it is, else the way leads to sign-in and back. */
function SignedIn({ page: Page, id = '' }: SignedInProps) {
  const me = useMe();
  const [location] = useLocation();
  const [asked, setAsked] = useState(me !== undefined);
  const [failure, setFailure] = useState<unknown>();
  const who = useCallback(() => {
    setFailure(undefined);
    renewSession().then(() => setAsked(true), setFailure);
  }, []);
  useEffect(() => {
    if (!asked) who();
  }, [asked, who]);
  useEffect(() => {
    if (me) loadChineseFont(); // colleagues write their names in Chinese
  }, [me]);
  if (me) {
    return (
      <>
        <Page key={id} id={id} />
        <div className={alarm.alarms}>
          {me.role !== 'patient' && (
            <Suspense>
              <Ringer id="" />
            </Suspense>
          )}
          {me.role === 'interpreter' && (
            <Suspense>
              <OfferAlarm id="" />
            </Suspense>
          )}
          <PageAlarm />
        </div>
      </>
    );
  }
  if (failure !== undefined) {
    return (
      <Shell narrow>
        <FailureNotice error={failure} onRetry={who} />
      </Shell>
    );
  }
  if (!asked) return <Loading />;
  const back = location === '/' ? '' : `?back=${encodeURIComponent(location)}`;
  return <Redirect to={`/sign-in${back}`} replace />;
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div role="status" className="visuallyHidden">
      {t('app.loading')}
    </div>
  );
}
