/** Reads the head of a patch: what it breaks and which tests must notice. */

export const PROJECTS = ['domain', 'tools', 'local', 'actions', 'miniprogram', 'browser'] as const;
export type Project = (typeof PROJECTS)[number];

/** Tests of one file; `test` is a pattern for their full names, without which any test of the file will do. */
export type Named = { project: Project; file: string; test?: string };
export type Mutant = { name: string; breaks: string; fails: Named[]; text: string };

/** Throws with the fault when the head is not as the README of this folder has it. */
export function parsePatch(name: string, text: string): Mutant {
  const [head = ''] = text.split(/^--- a\//m);
  const lines = head.trimEnd().split('\n');
  const [breaks] = valuesOf('Breaks', lines);
  const fails = valuesOf('Fails', lines).map((value) => parseNamed(name, value));
  if (!breaks || !fails.length) throw new Error(`${name}.patch must begin with "Breaks: …" and "Fails: …"`);
  return { name, breaks, fails, text };
}

const valuesOf = (key: string, lines: readonly string[]): string[] =>
  lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2).trim());

function parseNamed(name: string, value: string): Named {
  const [, project, file, test] = /^(\S+) (\S+\.test\.ts)(?: -t (.+))?$/.exec(value) ?? [];
  const known = PROJECTS.find((candidate) => candidate === project);
  if (!known || !file)
    throw new Error(`${name}.patch: "Fails: ${value}" is not "<project> <file>.test.ts [-t pattern]"`);
  return { project: known, file, ...(test && { test }) };
}
