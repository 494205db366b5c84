import { Button } from '@mantine/core';
import type { ServiceRequest } from '@silkconsult/protocol';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useLiveUpdates } from '../../api/queries.ts';
import { beginRequest } from '../../api/requests.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { isMyMove, mayAskFor } from './names.ts';
import { requestKey, useRequests } from './queries.ts';
import { RequestCard } from './RequestCard.tsx';
import classes from './RequestsPage.module.css';

/** My requests to who asks, the triage queue to who answers: what waits for me comes first. */
export default function RequestsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [show, setShow] = useState<'open' | 'past'>('open');
  const query = useRequests(show);
  useLiveUpdates();
  const asks = mayAskFor(me);
  return (
    <Shell>
      <header className={classes.header}>
        <div>
          <PageHeading title={t('app.requests')} />
          <p className={classes.lead}>{t(asks ? 'requests.leadAsking' : 'requests.leadTriage')}</p>
        </div>
        {asks && <NewRequest />}
      </header>
      <div className={classes.tabs}>
        {(['open', 'past'] as const).map((one) => (
          <Button
            key={one}
            size="sm"
            variant={show === one ? 'light' : 'subtle'}
            aria-pressed={show === one}
            onClick={() => setShow(one)}
          >
            {t(`requests.show.${one}`)}
          </Button>
        ))}
      </div>
      {query.isPending && <Skeleton height="6rem" count={4} />}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Groups requests={query.data} />}
    </Shell>
  );
}

function groupOf(request: ServiceRequest): 'mine' | 'theirs' | 'booked' | 'past' {
  if (request.stage === 'booked') return 'booked';
  if (!request.waitingFor) return 'past';
  return isMyMove(request) ? 'mine' : 'theirs';
}

function Groups({ requests }: { requests: ServiceRequest[] }) {
  const { t } = useTranslation();
  const groups = Map.groupBy(requests, groupOf);
  if (requests.length === 0) return <p className={classes.empty}>{t('requests.empty')}</p>;
  return (
    <div className={classes.groups}>
      {(['mine', 'theirs', 'booked', 'past'] as const).map((name) => {
        const list = groups.get(name);
        if (!list) return null;
        return (
          <section key={name} className={classes.group} data-testid={`requests-${name}`}>
            {name !== 'past' && <h2>{t(`requests.group.${name}`)}</h2>}
            <ul className={classes.list}>
              {list.map((request) => (
                <RequestCard key={request.id} request={request} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** The draft is on the server from the first moment: no closed tab can lose it. */
function NewRequest() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const begin = useMutation({
    mutationFn: () => beginRequest({ doctorLanguage: me?.language }),
    onSuccess: (request) => {
      client.setQueryData(requestKey(request.id), request);
      navigate(`/requests/${request.id}`);
    },
  });
  return (
    <div>
      <Button
        leftSection={<IconPlus size={20} stroke={1.75} aria-hidden />}
        loading={begin.isPending}
        onClick={() => begin.mutate()}
        data-testid="new-request"
      >
        {t('requests.new')}
      </Button>
      {begin.isError && <FailureNotice error={begin.error} />}
    </div>
  );
}
