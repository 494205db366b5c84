export {
  findTerms,
  type Glossary,
  type GlossaryHit,
  type GlossaryTerm,
  loadGlossary,
} from './glossary.ts';
