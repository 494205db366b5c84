import { directionOf } from '@silkconsult/protocol';
import classes from './Captions.module.css';
import type { SilentLanguage } from './useSilentLanguages.ts';

/** "Speech in … is not written down here", in that language and its direction. */
export function SilentLanguageNotice({ silent }: { silent: SilentLanguage }) {
  return (
    <p
      className={classes.silent}
      lang={silent.language}
      dir={directionOf(silent.language)}
      data-testid="no-engine"
      data-language={silent.language}
    >
      {silent.text}
    </p>
  );
}
