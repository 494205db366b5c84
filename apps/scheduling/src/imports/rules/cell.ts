import type { ImportProblem } from '@silkconsult/protocol';

/** The line of a table that is being read, and what is wrong with it. */
export class LineReader {
  readonly problems: ImportProblem[] = [];
  readonly line: number;
  readonly #values: Record<string, string>;

  constructor({ line, values }: { line: number; values: Record<string, string> }) {
    this.line = line;
    this.#values = values;
  }

  complain(column: string, code: ImportProblem['code'], value?: string): undefined {
    this.problems.push({ line: this.line, column, code, value: value?.slice(0, 60) });
  }

  /** Whether the file has the column at all. */
  has(column: string): boolean {
    return column in this.#values;
  }

  text(column: string, max: number): string | undefined {
    const value = this.#values[column] ?? '';
    if (value.length > max) return this.complain(column, 'value_too_long', value);
    return value === '' ? undefined : value;
  }

  required(column: string, max: number): string {
    const value = this.text(column, max);
    if (value === undefined && !this.#values[column]) this.complain(column, 'value_missing');
    return value ?? '';
  }

  /** Must be empty here: what would be dropped must not seem to be kept. */
  absent(column: string): void {
    const value = this.#values[column];
    if (value) this.complain(column, 'value_unexpected', value);
  }

  /** Several values in one cell, parted by spaces, commas, semicolons, bars or line breaks. */
  list(column: string): string[] {
    return (this.#values[column] ?? '').split(/[\s,;|、，；]+/).filter((one) => one !== '');
  }
}
