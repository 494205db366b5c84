import { UsageProblem } from './problems.ts';

/** What was asked for on the command line. */
export type StartOptions = { lan: boolean; lanAddress?: string };

/** Reads `--lan` and `--lan=ADDRESS`. */
export function parseOptions(args: string[]): StartOptions {
  const options: StartOptions = { lan: false };
  for (const arg of args) {
    const [name, value] = arg.split('=', 2);
    if (name !== '--lan') {
      throw new UsageProblem(
        `"${arg}" is not known. There is "npm start" and "npm start -- --lan", or "--lan=ADDRESS" where this machine has several addresses.`,
      );
    }
    options.lan = true;
    if (value) options.lanAddress = value;
  }
  return options;
}
