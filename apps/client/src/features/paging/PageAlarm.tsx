import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { REQUESTS_KEY, useLiveUpdates } from '../../api/queries.ts';
import { listMyPages } from '../../api/requests.ts';
import { useMe } from '../../api/session.ts';
import { loadTexts } from '../../i18n/index.ts';

const Ringing = lazy(async () => {
  const [component] = await Promise.all([
    import('./Ringing.tsx'),
    loadTexts('requests'),
    loadTexts('specialties'),
  ]);
  return component;
});

/** Rings on whatever page who can be paged is: stat requests wait for nobody to look at a list. */
export function PageAlarm() {
  const me = useMe();
  const pageable =
    me?.organizationKind === 'urumqi' &&
    (me.kind === 'specialist' || me.role === 'coordinator' || me.role === 'admin');
  return pageable ? <Alarm /> : null;
}

function Alarm() {
  useLiveUpdates();
  const { data = [] } = useQuery({
    queryKey: [...REQUESTS_KEY, 'pages'],
    queryFn: listMyPages,
    refetchInterval: 60_000,
  });
  if (data.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <Ringing pages={data} />
    </Suspense>
  );
}
