import type { OverloadLevel } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice.tsx';

/** What captions leave out now, because too many people speak at once. */
export default function CaptionLoad({ level }: { level: Exclude<OverloadLevel, 0> }) {
  const { t } = useTranslation();
  return (
    <div data-testid="caption-load" data-level={level}>
      <Notice kind={level === 4 ? 'warning' : 'info'}>{t(`captionHints.load.${level}`)}</Notice>
    </div>
  );
}
