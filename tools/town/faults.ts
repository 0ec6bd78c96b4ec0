/** What an import found, by file and line. */
export type Fault = { file: string; line: number; message: string; isError: boolean };

/** Collects everything that is wrong, so that people can correct it in one go. */
export class Faults {
  readonly all: Fault[] = [];

  error(file: string, line: number, message: string): void {
    this.all.push({ file, line, message, isError: true });
  }

  warning(file: string, line: number, message: string): void {
    this.all.push({ file, line, message, isError: false });
  }

  get hasErrors(): boolean {
    return this.all.some(({ isError }) => isError);
  }
}

const MOST_SHOWN = 200;

/** One line for each, in the order of files and lines; after `MOST_SHOWN` only how many more. */
export function printFaults(faults: readonly Fault[]): string[] {
  const sorted = [...faults].sort((one, other) => one.file.localeCompare(other.file) || one.line - other.line);
  const lines = sorted
    .slice(0, MOST_SHOWN)
    .map(({ file, line, message, isError }) => `${isError ? '错误' : '提醒'} ${file}:${line} ${message}`);
  const more = sorted.length - MOST_SHOWN;
  return more > 0 ? [...lines, `……还有 ${more} 条`] : lines;
}
