import { lazy } from 'react';
import { loadTexts } from '../../i18n/index.ts';

const withTexts = async <Module>(load: () => Promise<Module>): Promise<Module> => {
  const [module] = await Promise.all([load(), loadTexts('transcript')]);
  return module;
};

/** For those who come by a link: nothing of the transcript is loaded before there can be one. */
export const TranscriptPage = lazy(() => withTexts(() => import('./TranscriptPage.tsx')));
export const OpenTranscript = lazy(() => withTexts(() => import('./OpenTranscript.tsx')));
