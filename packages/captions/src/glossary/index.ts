export { expectedTerms, hotword } from './expectedTerms.ts';
export {
  compileGlossary,
  findTerms,
  type Glossary,
  type GlossaryHit,
  type GlossaryTerm,
  loadGlossary,
  termsIn,
} from './glossary.ts';
