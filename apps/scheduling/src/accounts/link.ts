import type { Context } from '../context.ts';

/** The secret stands behind the #, which browsers send to nobody. */
export const linkOf = ({ config }: Pick<Context, 'config'>, secret: string) =>
  `${config.PUBLIC_URL}/account#${secret}`;
