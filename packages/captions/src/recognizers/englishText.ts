/** Sounds that the model knows as words or that it hears into noise when nothing else is there. */
const NOISE = new Set(['uh', 'um', 'hm', 'hmm', 'mm', 'mhm', 'huh', 'ah', 'er', 'erm']);
/** Words that nobody says alone: as a whole line they are a cough or a door. */
const NEVER_ALONE = new Set(['the', 'a', 'an', 'and', 'of', 'but', 'or', 'that', 'it', 'in', 'to']);
const PRONOUN = new Set(['i', "i'm", "i've", "i'll", "i'd"]);

/**
 * What pocketsphinx heard, as a line to read: markers and mere noises left out, sentence case.
 * Words are never changed. Empty when there is nothing to show.
 *
 * @example tidyEnglish('<s> i have a headache [NOISE]') // 'I have a headache'
 */
export function tidyEnglish(hypothesis: string): string {
  const words = hypothesis
    .split(/\s+/)
    .filter((word) => word !== '' && !/^[[<+]/.test(word) && !NOISE.has(word))
    // Variants of pronunciation are numbered: "the(2)".
    .map((word) => word.replace(/\(\d+\)$/, ''));
  if (words.length === 1 && NEVER_ALONE.has(words[0] ?? '')) return '';
  const line = words.map((word) => (PRONOUN.has(word) ? capital(word) : word)).join(' ');
  return capital(line);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
