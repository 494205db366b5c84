import type { Urgency } from '@silkconsult/protocol';
import { URGENCIES } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import classes from './UrgencyField.module.css';

interface UrgencyFieldProps {
  value: Urgency;
  onChange(urgency: Urgency): void;
}

/** How soon an answer is needed, and what follows from saying so. */
export function UrgencyField({ value, onChange }: UrgencyFieldProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.field}>
      <legend>{t('requests.form.urgency')}</legend>
      <div className={classes.choices}>
        {URGENCIES.map((one) => (
          <label key={one} data-urgency={one}>
            <input
              type="radio"
              name="urgency"
              value={one}
              checked={value === one}
              onChange={() => onChange(one)}
            />
            {t(`requests.urgency.${one}`)}
          </label>
        ))}
      </div>
      <p className={classes.hint}>{t(`requests.urgencyHint.${value}`)}</p>
    </fieldset>
  );
}
