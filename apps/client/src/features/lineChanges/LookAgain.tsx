import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface LookAgainProps {
  count: number;
  pressed: boolean;
  onPress(): void;
}

/** How many of the interpreter's lines stand for a source that was corrected since; shows these alone. */
export default function LookAgain({ count, pressed, onPress }: LookAgainProps) {
  const { t } = useTranslation();
  return (
    <Button
      size="compact-sm"
      variant={pressed ? 'filled' : 'light'}
      aria-pressed={pressed}
      onClick={onPress}
      data-testid="to-look-at"
    >
      {t('lineChanges.toLookAt')}: {count}
    </Button>
  );
}
