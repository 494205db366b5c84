import type { CaptionSegment } from '@silkconsult/protocol';
import {
  IconCheck,
  IconEar,
  IconKeyboard,
  IconLanguage,
  IconLanguageOff,
  IconMoodEmpty,
  IconPencil,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { signOf } from '../../call/captions.ts';
import classes from './Captions.module.css';

const ICONS = {
  phrasebook: IconCheck,
  asSpoken: IconLanguageOff,
  partial: IconEar,
  typed: IconKeyboard,
  interpreted: IconLanguage,
  machine: IconLanguage,
  corrected: IconPencil,
  gap: IconMoodEmpty,
  lowConfidence: IconEar,
};

/** What the line is worth, in words: one state per line. */
export function CaptionSign({ segment }: { segment: CaptionSegment }) {
  const { t } = useTranslation();
  const sign = signOf(segment);
  if (!sign) return null;
  const Icon = ICONS[sign];
  return (
    <span className={classes.sign} data-sign={sign}>
      <Icon size={14} stroke={2} aria-hidden />
      {t(`captions.${sign}`)}
    </span>
  );
}
