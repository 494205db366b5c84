declare module 'virtual:phrases/*' {
  const sheet: import('./sheet.ts').PhraseSheet;
  export default sheet;
}
