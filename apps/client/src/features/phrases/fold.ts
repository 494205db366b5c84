/**
 * A text as people search for it: without capitals, marks and look-alike letters. Only for finding;
 * what a line means is decided by the captions host alone.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|[\u0640\u200b-\u200f]/gu, '')
    .replace(/[’‘`´ʻʼ']/g, '')
    .replace(/[يىی]/g, 'ی')
    .replace(/[كک]/g, 'ک')
    .replace(/[هةەہھ]/g, 'ہ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
