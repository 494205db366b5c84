import { Button, NativeSelect } from '@mantine/core';
import type { Appointment, Dialect, NewOffer } from '@silkconsult/protocol';
import { DIALECTS } from '@silkconsult/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offerToInterpreters } from '../../api/offers.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { CaptionsOnly } from './CaptionsOnly.tsx';
import classes from './InterpreterSearch.module.css';
import { SearchState } from './SearchState.tsx';
import { useOffer } from './useOffer.ts';

/** Looking for the consult's interpreter: where it stands, and the way to begin. */
export function InterpreterSearch({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const [dialect, setDialect] = useState<Dialect | ''>('');
  const { offer, seek, stop } = useOffer(appointment.id, (wish: NewOffer) =>
    offerToInterpreters(appointment.id, wish),
  );
  const comes = appointment.participants.some(
    ({ role, status }) => role === 'interpreter' && status !== 'declined',
  );
  const open = offer?.state === 'open';
  if (comes && !offer) return null;
  const captions = appointment.interpretation === 'captions-only';
  const spoken = appointment.participants.map(({ language }) => language);
  const dialects = DIALECTS.filter((one) =>
    spoken.some((language) => one.startsWith(`${language}-`)),
  );
  return (
    <section
      className={classes.panel}
      aria-labelledby="interpreter-search"
      data-testid="interpreter-search"
      data-state={offer?.state ?? 'none'}
    >
      <h2 id="interpreter-search">{t('offers.search.title')}</h2>
      <div role="status" className={classes.state}>
        {captions && <p>{t('offers.captions.agreed')}</p>}
        {!captions && offer && <SearchState offer={offer} />}
        {!captions && !offer && <p>{t('offers.search.text')}</p>}
      </div>
      {offer?.recipients && offer.recipients.length > 0 && (
        <details className={classes.asked}>
          <summary>{t('offers.search.who')}</summary>
          <ul>
            {offer.recipients.map((one) => (
              <li key={one.actor}>
                <bdi>{one.name}</bdi>, <HospitalName name={one.organizationName} />:{' '}
                {t(`offers.state.${one.state}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {!comes && !open && dialects.length > 0 && (
        <NativeSelect
          label={t('offers.search.dialect')}
          value={dialect}
          onChange={(event) => setDialect(event.currentTarget.value as Dialect | '')}
          data={[
            { value: '', label: t('offers.search.anyDialect') },
            ...dialects.map((value) => ({ value, label: t(`offers.dialects.${value}`) })),
          ]}
        />
      )}
      {!comes && !open && (
        <Button
          variant="default"
          loading={seek.isPending}
          onClick={() => seek.mutate(dialect ? { dialect } : {})}
          data-testid="offer-to-interpreters"
        >
          {t('offers.search.begin')}
        </Button>
      )}
      {!comes && !captions && offer?.state === 'nobody' && (
        <CaptionsOnly appointment={appointment} />
      )}
      {open && (
        <Button variant="subtle" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('offers.search.stop')}
        </Button>
      )}
      {seek.isError && <FailureNotice error={seek.error} />}
      {stop.isError && <FailureNotice error={stop.error} />}
    </section>
  );
}
