import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listCaptionNodes } from '../../api/captionNodes.ts';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import classes from './CaptionsHealth.module.css';
import { NodePanel } from './NodePanel.tsx';

const REFRESH_MS = 3000;

/** How the captions of every media server are, for those who look after them. */
export default function CaptionsHealthPage() {
  const { t } = useTranslation();
  const nodes = useQuery({
    queryKey: ['captionNodes'],
    queryFn: listCaptionNodes,
    refetchInterval: REFRESH_MS,
  });
  return (
    <Shell>
      <PageHeading title={t('captionsHealth.title')} />
      <p className={classes.lead}>{t('captionsHealth.lead')}</p>
      {nodes.isPending && <Skeleton height="8rem" count={2} />}
      {nodes.isError && <FailureNotice error={nodes.error} onRetry={() => void nodes.refetch()} />}
      {nodes.data?.length === 0 && <Notice>{t('captionsHealth.empty')}</Notice>}
      {nodes.data?.map((node) => (
        <NodePanel key={node.nodeId} node={node} />
      ))}
    </Shell>
  );
}
