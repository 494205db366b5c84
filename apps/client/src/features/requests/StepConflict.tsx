import { Button } from '@mantine/core';
import type { ServiceRequest } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice.tsx';
import { type Step, useSpecialists } from './queries.ts';
import classes from './RequestView.module.css';

interface StepConflictProps {
  /** What was to be done here, on what is no longer the newest. */
  step: Step;
  /** What there is now. */
  request: ServiceRequest;
  onInsist(): void;
  onLeave(): void;
}

/** Two dealt with one request: what one wanted beside what the other did, and the choice between them. */
export function StepConflict({ step, request, onInsist, onLeave }: StepConflictProps) {
  const { t } = useTranslation();
  const names = useSpecialists().data ?? [];
  const wanted = 'specialists' in step ? step.specialists : [];
  const theirs = request.specialists.map(({ name }) => name);
  return (
    <div data-testid="step-conflict">
      <Notice kind="warning" title={t('requests.conflict.title')}>
        <div className={classes.conflict}>
          <section>
            <h3>{t('requests.conflict.mine')}</h3>
            <p>{t(`requests.action.${step.action}`)}</p>
            {wanted.length > 0 && (
              <p>
                {names
                  .filter(({ id }) => wanted.includes(id))
                  .map(({ name }) => name)
                  .join(', ')}
              </p>
            )}
            {'specialty' in step && step.specialty && <p>{t(`specialties.${step.specialty}`)}</p>}
            {'text' in step && step.text && <p dir="auto">{step.text}</p>}
          </section>
          <section>
            <h3>{t('requests.conflict.theirs')}</h3>
            <p>{t(`requests.stage.${request.stage}`)}</p>
            {theirs.length > 0 && <p>{theirs.join(', ')}</p>}
            {request.specialty && <p>{t(`specialties.${request.specialty}`)}</p>}
          </section>
        </div>
        <div className={classes.buttons}>
          <Button variant="default" size="sm" onClick={onLeave} data-testid="leave-theirs">
            {t('requests.conflict.leave')}
          </Button>
          {request.actions.includes(step.action) && (
            <Button variant="default" size="sm" onClick={onInsist} data-testid="insist">
              {t('requests.conflict.insist')}
            </Button>
          )}
        </div>
      </Notice>
    </div>
  );
}
