/** Texts as they are compared: without capitals, marks, and the letters that keyboards mix up. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u0640\u064b-\u0652]/g, '')
    .replace(/ё/g, 'е')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[هە]/g, 'ہ')
    .replace(/['’‘`´ʻʼ]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
