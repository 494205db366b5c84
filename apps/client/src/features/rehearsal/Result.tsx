import type { PathMeasurement, Rehearsal } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice.tsx';
import classes from './RehearsalPage.module.css';

const KINDS = { good: 'ok', usable: 'warning', unusable: 'error' } as const;

/** The verdict, what to do about it, and the figures for who looks after the line. */
export function Result({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation();
  const { verdict, findings, measurement } = rehearsal;
  return (
    <section className={classes.result} data-testid="rehearsal-result" data-verdict={verdict}>
      <Notice kind={KINDS[verdict]} title={t(`rehearsal.verdicts.${verdict}`)}>
        <p>{t(`rehearsal.advice.${verdict}`)}</p>
        {findings.length > 0 && (
          <ul className={classes.findings}>
            {findings.map((finding) => (
              <li key={finding} data-finding={finding}>
                {t(`rehearsal.findings.${finding}`)}
              </li>
            ))}
          </ul>
        )}
      </Notice>
      {measurement.path && <Figures path={measurement.path} />}
      <p className={classes.saved}>{t('rehearsal.saved')}</p>
    </section>
  );
}

function Figures({ path }: { path: PathMeasurement }) {
  const { t } = useTranslation();
  const { picture } = path;
  const way = `${path.protocol.toUpperCase()}${path.relayed ? ', TURN' : ''}`;
  const figures: [string, string][] = [
    ['sent', `${path.sentKbps} kbit/s`],
    ['received', `${path.receivedKbps} kbit/s`],
    ['loss', `${path.lossPercent} %`],
    ['roundTrip', `${path.roundTripMs} ms`],
    ['jitter', `${path.jitterMs} ms`],
    ['way', way],
  ];
  if (picture)
    figures.push(['picture', `${picture.width}×${picture.height}, ${picture.framesPerSecond}/s`]);
  return (
    <dl className={classes.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`rehearsal.figures.${name}`)}</dt>
          <dd dir="ltr">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
