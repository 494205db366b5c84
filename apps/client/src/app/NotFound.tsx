import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PageHeading } from '../ui/PageHeading.tsx';
import { Shell } from './Shell.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Shell narrow>
      <PageHeading title={t('app.notFoundTitle')} />
      <p>{t('app.notFoundText')}</p>
      <p>
        <Link href="/">{t('app.backToDay')}</Link>
      </p>
    </Shell>
  );
}
