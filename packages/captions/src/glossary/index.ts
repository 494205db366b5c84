export {
  findTerms,
  type Glossary,
  type GlossaryHit,
  type GlossaryTerm,
  holdsTerm,
  loadGlossary,
} from './glossary.ts';
