/**
 * A name for the middle of a sentence: whichever way it is written, the sentence around it keeps
 * its own direction (Unicode's first strong isolate).
 */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
