import type { SearchOption } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { clocksOf, dayName, rangeWithZone } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import classes from './FinderPage.module.css';

interface OptionListProps {
  options: readonly SearchOption[];
  chosen?: SearchOption;
  /** Whether the request asked for certain times. */
  asked: boolean;
  onChoose(option: SearchOption): void;
}

/** The times, the best first, each on every clock of who takes part. */
export function OptionList({ options, chosen, asked, onChoose }: OptionListProps) {
  const { t } = useTranslation();
  const now = useNow();
  const me = useMe();
  if (options.length === 0) return null;
  const mine = me ? clocksOf(me) : ['UTC'];
  return (
    <section>
      <h2 className={classes.heading}>{t('finder.times')}</h2>
      <ol className={classes.options}>
        {options.map((option) => {
          const [start, end] = [new Date(option.start), new Date(option.end)];
          const zones = [...new Set([...mine, ...option.participants.map((one) => one.timeZone)])];
          return (
            <li key={option.start}>
              <button
                type="button"
                className={classes.option}
                aria-pressed={option === chosen}
                onClick={() => onChoose(option)}
                data-testid="finder-option"
              >
                <strong>{dayName(t, start, mine[0] ?? 'UTC', now)}</strong>
                {zones.map((zone) => (
                  <span key={zone}>{rangeWithZone(t, start, end, zone)}</span>
                ))}
                <span className={classes.mode} data-mode={option.interpretation}>
                  {t(`finder.interpretation.${option.interpretation}`)}
                </span>
                {asked && option.cost.unasked === 0 && (
                  <span data-testid="finder-asked">{t('finder.asked')}</span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
