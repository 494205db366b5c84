import { Button } from '@mantine/core';
import type { MachineClientInfo } from '@silkconsult/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import classes from './ImportPage.module.css';
import { listPrograms, PROGRAMS_KEY, shutOut } from './programs.ts';
import { RegisterProgram } from './RegisterProgram.tsx';

/** The hospital's programs that use the FHIR interface. */
export function Programs() {
  const { t } = useTranslation();
  const programs = useQuery({ queryKey: PROGRAMS_KEY, queryFn: listPrograms });
  return (
    <section className={classes.section} data-testid="programs">
      <h2 className={classes.title}>{t('programs.title')}</h2>
      <p className={classes.lead}>{t('programs.lead')}</p>
      {programs.isPending && <Skeleton height="3rem" count={2} />}
      {programs.isError && <FailureNotice error={programs.error} />}
      {programs.data?.length === 0 && <p className={classes.read}>{t('programs.none')}</p>}
      <ul className={classes.people}>
        {programs.data?.map((program) => (
          <Program key={program.id} program={program} />
        ))}
      </ul>
      <RegisterProgram />
    </section>
  );
}

function Program({ program }: { program: MachineClientInfo }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const now = useNow();
  const zone = useMe()?.timeZone ?? 'UTC';
  const [isAsking, setAsking] = useState(false);
  const out = useMutation({
    mutationFn: () => shutOut(program.id),
    onSettled: () => void client.invalidateQueries({ queryKey: PROGRAMS_KEY }),
  });
  const { id, name, scopes, lastUsedAt, revokedAt } = program;
  const state = revokedAt
    ? t('programs.shutOut', { when: whenFrom(t, new Date(revokedAt), zone, now) })
    : lastUsedAt
      ? t('programs.lastUsed', { when: whenFrom(t, new Date(lastUsedAt), zone, now) })
      : t('programs.neverUsed');
  return (
    <li className={classes.person} data-testid="program" data-revoked={Boolean(revokedAt)}>
      <div>
        <bdi>{name}</bdi>
        <p className={classes.read}>{state}</p>
        <p className={classes.read}>
          <bdi dir="ltr">{id}</bdi> · <bdi dir="ltr">{scopes.join(' ')}</bdi>
        </p>
      </div>
      {!revokedAt &&
        (isAsking ? (
          <div className={classes.row}>
            <Button
              color="danger"
              size="sm"
              loading={out.isPending}
              onClick={() => out.mutate()}
              data-testid="shut-out-now"
            >
              {t('programs.shutOutNow')}
            </Button>
            <Button variant="default" size="sm" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
          </div>
        ) : (
          <Button
            variant="default"
            size="sm"
            onClick={() => setAsking(true)}
            data-testid="shut-out"
          >
            {t('programs.shutOutAsk')}
          </Button>
        ))}
      {out.isError && <FailureNotice error={out.error} />}
    </li>
  );
}
