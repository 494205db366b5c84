import type { i18n } from 'i18next';

/**
 * Browsers know no plural rule for Tajik and silently use their own language's: a Russian browser
 * would ask a Tajik locale for `few`. Where the runtime does not know a language, one/other it is,
 * which is right for every language of ours that runtimes miss.
 */
export function fillMissingPluralRules(instance: i18n): void {
  const resolver = instance.services.pluralResolver;
  const getRule = resolver.getRule.bind(resolver);
  resolver.getRule = (code: string, ...rest: unknown[]) => {
    const known = Intl.PluralRules.supportedLocalesOf([code]).length > 0;
    return getRule(known ? code : 'en', ...rest);
  };
}
