import type { CaptionNode } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { Notice } from '../../ui/Notice.tsx';
import classes from './CaptionsHealth.module.css';
import { EngineRow } from './EngineRow.tsx';
import { Fact } from './Fact.tsx';

/** One media server: its captions process, its engines, and what was lost. */
export function NodePanel({ node }: { node: CaptionNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const { host, engines, openBreakers, hostRestarts, droppedPackets, gaps } = node.figures;
  const heard = new Set(engines.flatMap(({ languages }) => languages));
  const typed = LANGUAGE_CODES.filter((language) => !heard.has(language));
  const nameOf = (language: string) => t(`languages.${language}`);
  const list = openBreakers
    .map(({ engine, from, to }) => `${engine} (${nameOf(from)} – ${nameOf(to)})`)
    .join(', ');
  const time = whenFrom(t, new Date(node.reportedAt), me?.timeZone ?? 'UTC', now);
  return (
    <section
      className={classes.node}
      data-testid="caption-node"
      data-silent={node.silent || undefined}
      aria-label={node.name}
    >
      <header className={classes.head}>
        <h2>
          <bdi>{node.name}</bdi>
        </h2>
        {!node.silent && (
          <span className={classes.state} data-good={host === 'ready' || undefined}>
            {t(`captionsHealth.host.${host}`)}
          </span>
        )}
      </header>
      {node.silent && <Notice kind="warning">{t('captionsHealth.silent', { time })}</Notice>}
      {engines.length === 0 && <p>{t('captionsHealth.noEngines')}</p>}
      {engines.map((engine) => (
        <EngineRow key={engine.engine} engine={engine} />
      ))}
      {engines.length > 0 && typed.length > 0 && (
        <p className={classes.quiet}>
          {t('captionsHealth.typed', { languages: typed.map(nameOf).join(', ') })}
        </p>
      )}
      {list !== '' && <Notice kind="warning">{t('captionsHealth.breakers', { list })}</Notice>}
      <dl className={classes.facts}>
        <Fact name={t('captionsHealth.restarts')} value={String(hostRestarts)} />
        <Fact name={t('captionsHealth.dropped')} value={String(droppedPackets)} />
        <Fact name={t('captionsHealth.gaps')} value={String(gaps)} />
      </dl>
    </section>
  );
}
