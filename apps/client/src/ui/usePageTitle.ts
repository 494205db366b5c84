import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The tab's title; also what a screen reader says first of a page. */
export function usePageTitle(title: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
}
