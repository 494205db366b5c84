import { Button, NativeSelect } from '@mantine/core';
import type { Me, OnCallShift } from '@silkconsult/protocol';
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveUpdates } from '../../api/queries.ts';
import { listOrganizations } from '../../api/requests.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { clocksOf, longDate, offset, zoneName } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { instantOf } from '../../time/zones.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { mondayOf, weeksFrom } from '../calendar/week.ts';
import { INTERPRETERS, useCover, useShifts } from './api.ts';
import { CoverList } from './CoverList.tsx';
import classes from './OnCallPage.module.css';
import { ShiftList } from './ShiftList.tsx';

const ShiftDialog = lazy(() => import('./ShiftDialog.tsx'));

/** Who looks after everybody's shifts, and not only after their own; the server decides. */
function plans(me: Me): boolean {
  const arranges = me.role === 'coordinator' || me.role === 'admin';
  return arranges && me.organizationKind === 'urumqi';
}

const mayPlan = (me: Me, who: string) => me.role === 'coordinator' || who === me.organizationId;

/** Who is on call in a week, by hospital or for interpreters; to everybody else their own shifts. */
export default function OnCallPage() {
  const me = useMe();
  useLiveUpdates();
  return <Shell>{me && <Week me={me} />}</Shell>;
}

function Week({ me }: { me: Me }) {
  const { t } = useTranslation();
  const now = useNow();
  const all = plans(me);
  const [zone = 'UTC', ...more] = clocksOf(me);
  const today = mondayOf(now, zone);
  const [monday, setMonday] = useState(today);
  const [who, setWho] = useState(me.organizationId);
  const [open, setOpen] = useState<OnCallShift | 'new'>();
  const start = instantOf(`${monday}T00:00`, zone) ?? now;
  const end = instantOf(`${weeksFrom(monday, 1)}T00:00`, zone) ?? now;
  const query = useShifts(start, end, !all);
  const cover = useCover(start, end, all);
  const hospitals = useQuery({
    queryKey: ['organizations', 'urumqi'],
    queryFn: () => listOrganizations('urumqi'),
    enabled: all,
  });
  const shifts = (query.data ?? []).filter(
    (one) =>
      !all || (who === INTERPRETERS ? one.languagePairs !== undefined : one.organizationId === who),
  );
  const covers = (cover.data ?? []).filter((one) =>
    who === INTERPRETERS ? one.languages !== undefined : one.organizationId === who,
  );
  const planning = all && mayPlan(me, who);
  return (
    <>
      <header className={classes.header}>
        <div>
          <PageHeading title={t('app.onCall')} />
          <p className={classes.soft}>
            {t('time.range', {
              start: longDate(t, start, zone),
              end: longDate(t, new Date(end.getTime() - 1), zone),
            })}
          </p>
          <p className={classes.soft}>
            {[zone, ...more].map((one) => `${zoneName(t, one)} ${offset(start, one)}`).join(' · ')}
          </p>
        </div>
        <div className={classes.buttons}>
          <Button
            variant="default"
            aria-label={t('calendar.previousWeek')}
            onClick={() => setMonday(weeksFrom(monday, -1))}
          >
            <IconChevronLeft className="mirrored" size={20} aria-hidden />
          </Button>
          <Button variant="default" disabled={monday === today} onClick={() => setMonday(today)}>
            {t('calendar.thisWeek')}
          </Button>
          <Button
            variant="default"
            aria-label={t('calendar.nextWeek')}
            onClick={() => setMonday(weeksFrom(monday, 1))}
            data-testid="next-week"
          >
            <IconChevronRight className="mirrored" size={20} aria-hidden />
          </Button>
          {planning && (
            <Button
              leftSection={<IconPlus size={20} stroke={1.75} aria-hidden />}
              onClick={() => setOpen('new')}
              data-testid="add-shift"
            >
              {t('onCall.add')}
            </Button>
          )}
        </div>
      </header>
      {all && (
        <NativeSelect
          className={classes.who}
          label={t('onCall.who')}
          data={[
            ...(hospitals.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            { value: INTERPRETERS, label: t('onCall.interpreters') },
          ]}
          value={who}
          onChange={(event) => setWho(event.currentTarget.value)}
          data-testid="on-call-who"
        />
      )}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height="5rem" count={4} />}
      <div className={all ? classes.columns : undefined}>
        {query.data && (
          <ShiftList
            shifts={shifts}
            zones={[zone, ...more]}
            onEdit={planning ? setOpen : undefined}
          />
        )}
        {cover.data && <CoverList covers={covers} zone={zone} window={{ start, end }} />}
      </div>
      {cover.isError && <FailureNotice error={cover.error} onRetry={() => void cover.refetch()} />}
      <Suspense fallback={null}>
        {open && (
          <ShiftDialog
            shift={open === 'new' ? undefined : open}
            who={who}
            zone={zone}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
