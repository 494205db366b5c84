import type { CaptionEngineFigures } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import classes from './CaptionsHealth.module.css';
import { Fact } from './Fact.tsx';

/** One speech engine: whether it works, and how far it is behind. */
export function EngineRow({ engine }: { engine: CaptionEngineFigures }) {
  const { t } = useTranslation();
  const { languages, ok, delayMs, realTimeFactor, level } = engine;
  const seconds = (number: number) =>
    t('captionsHealth.seconds', { number: number.toFixed(number < 10 ? 2 : 0) });
  return (
    <div className={classes.engine} data-testid="caption-engine" data-level={level}>
      <div className={classes.head}>
        <h3>
          <bdi>{engine.engine}</bdi>
        </h3>
        <span className={classes.state} data-good={(ok && level === 0) || undefined}>
          {t(`captionsHealth.${ok ? 'works' : 'fails'}`)}
        </span>
      </div>
      <p className={classes.quiet}>
        {languages.map((language) => t(`languages.${language}`)).join(', ')}
      </p>
      <dl className={classes.facts}>
        <Fact name={t('captionsHealth.delay')} value={seconds(delayMs / 1000)} />
        <Fact
          name={t('captionsHealth.factor')}
          value={
            realTimeFactor === undefined ? t('captionsHealth.unknown') : seconds(realTimeFactor)
          }
        />
        <Fact name={t('captionsHealth.level')} value={t(`captionsHealth.levels.${level}`)} />
      </dl>
    </div>
  );
}
