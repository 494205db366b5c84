import { Button } from '@mantine/core';
import type { Schedule } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice.tsx';
import classes from './AvailabilityPage.module.css';

interface NewerHoursProps {
  newer: Schedule;
  onTake(): void;
  onKeep(): void;
}

/** Somebody else saved these hours while they were edited here: theirs, beside one's own above. */
export function NewerHours({ newer, onTake, onKeep }: NewerHoursProps) {
  const { t } = useTranslation();
  return (
    <div data-testid="newer-hours">
      <Notice kind="warning" title={t('availability.newer')}>
        <ul>
          {newer.weekly.map(({ weekday, start, end }) => (
            <li key={`${weekday} ${start} ${end}`}>
              {t(`time.weekdays.${weekday}`)}: {t('time.range', { start, end })}
            </li>
          ))}
        </ul>
        <span className={classes.choices}>
          <Button variant="default" size="sm" onClick={onTake} data-testid="take-newer">
            {t('availability.takeNewer')}
          </Button>
          <Button variant="default" size="sm" onClick={onKeep}>
            {t('availability.keepMine')}
          </Button>
        </span>
      </Notice>
    </div>
  );
}
