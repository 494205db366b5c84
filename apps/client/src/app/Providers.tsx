import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useLanguage } from '../i18n/useLanguage.ts';
import { theme } from '../theme/theme.ts';
import { queryClient } from './query.ts';

export function Providers({ children }: { children: ReactNode }) {
  const { dir } = useLanguage();
  return (
    <QueryClientProvider client={queryClient}>
      <DirectionProvider initialDirection={dir} detectDirection={false}>
        <MantineProvider theme={theme} forceColorScheme="light">
          <FollowDirection dir={dir} />
          {children}
        </MantineProvider>
      </DirectionProvider>
    </QueryClientProvider>
  );
}

/** Mantine's direction follows the language without building the page anew: what is typed stays. */
function FollowDirection({ dir }: { dir: 'ltr' | 'rtl' }) {
  const { setDirection } = useDirection();
  useEffect(() => setDirection(dir), [dir, setDirection]);
  return null;
}
