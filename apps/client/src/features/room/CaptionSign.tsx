import type { CaptionSegment } from '@silkconsult/protocol';
import { LANGUAGES } from '@silkconsult/protocol';
import {
  IconAlertTriangle,
  IconCheck,
  IconEar,
  IconKeyboard,
  IconLanguage,
  IconLanguageOff,
  IconMoodEmpty,
  IconPencil,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CaptionWarning } from '../../call/captions.ts';
import { signOf, wayOf } from '../../call/captions.ts';
import classes from './Captions.module.css';

const ICONS = {
  phrasebook: IconCheck,
  asSpoken: IconLanguageOff,
  partial: IconEar,
  typed: IconKeyboard,
  interpreted: IconLanguage,
  machine: IconLanguage,
  recognized: IconEar,
  corrected: IconPencil,
  gap: IconMoodEmpty,
  lowConfidence: IconEar,
};

interface CaptionSignProps {
  segment: CaptionSegment;
  warnings: readonly CaptionWarning[];
}

/** What the line is worth, in words: one state per line, and what to check in it. */
export function CaptionSign({ segment, warnings }: CaptionSignProps) {
  const { t } = useTranslation();
  const sign = signOf(segment);
  const Icon = ICONS[sign];
  const way = wayOf(segment);
  return (
    <>
      <span className={classes.sign} data-sign={sign}>
        <Icon size={14} stroke={2} aria-hidden />
        {t(`captions.${sign}`)}
        {way.length > 0 && (
          <bdi dir="ltr" data-testid="caption-way">
            {way.map((language) => LANGUAGES[language].endonym).join(' → ')}
          </bdi>
        )}
      </span>
      {warnings.map((warning) => (
        <span key={warning} className={classes.sign} data-warning={warning}>
          <IconAlertTriangle size={14} stroke={2} aria-hidden />
          {t(`captions.warnings.${warning}`)}
        </span>
      ))}
    </>
  );
}
