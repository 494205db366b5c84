import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Component } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/Notice.tsx';

/** What a bug looks like to a person: a sentence and a way out, never a white page. */
export class CrashBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Crash /> : this.props.children;
  }
}

function Crash() {
  const { t } = useTranslation();
  return (
    <main style={{ maxInlineSize: '40rem', margin: '4rem auto', paddingInline: '1rem' }}>
      <Notice
        kind="error"
        title={t('app.crashTitle')}
        action={<Button onClick={() => location.reload()}>{t('app.reload')}</Button>}
      >
        {t('app.crashText')}
      </Notice>
    </main>
  );
}
