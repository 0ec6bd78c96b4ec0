/**
 * `npm run test:mutants [-- --only name]`: breaks the product on purpose, one patch of this folder at a time, and requires
 * that the tests which the patch names notice. Works in a copy; the working tree is not touched.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parsePatch, PROJECTS, type Mutant, type Named, type Project } from './patch';

const ROOT = join(__dirname, '../..');
/** What the tests of a project read besides the sources. */
const BUILDS: Record<Project, readonly string[]> = {
  domain: [],
  tools: [],
  local: ['tools/build.ts'],
  actions: ['tools/build.ts'],
  miniprogram: ['tools/build.ts'],
  browser: ['tools/build.ts', 'local/preview/build.ts'],
};

type Outcome = 'killed' | 'SURVIVED' | 'DOES NOT APPLY' | 'DOES NOT RUN' | 'FAILS WITHOUT IT';
type Assertion = { fullName: string; status: 'passed' | 'failed' | 'pending' };
type Suite = { name: string; message: string; assertionResults: Assertion[] };

function main(): void {
  const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.patch') && (!only || file.includes(only)));
  if (!files.length) throw new Error(`no patch of that name: ${only}`);
  const mutants = files.sort().map((file) => parsePatch(basename(file, '.patch'), read(file)));
  const copy = copyOfTheTree();
  try {
    const baseline = resultsWithout(mutants, copy);
    const outcomes = mutants.map((mutant) => timed(mutant, () => outcomeOf(mutant, baseline, copy)));
    const bad = outcomes.filter((outcome) => outcome !== 'killed').length;
    console.log(`${outcomes.length - bad} of ${outcomes.length} killed`);
    process.exitCode = bad ? 1 : 0;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const read = (file: string) => readFileSync(join(__dirname, file), 'utf8');

/** Everything that git knows or could be given, as it lies here now. */
function copyOfTheTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  const files = String(listed)
    .split('\0')
    .filter((file) => file && existsSync(join(ROOT, file)));
  for (const file of files) cpSync(join(ROOT, file), join(copy, file));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

function timed(mutant: Mutant, work: () => { outcome: Outcome; why?: string }): Outcome {
  const start = Date.now();
  const { outcome, why } = work();
  const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(6);
  console.log(`${outcome.padEnd(16)} ${seconds} s  ${mutant.name}: ${mutant.breaks}`);
  if (why) console.log(why.replace(/^/gm, '    '));
  return outcome;
}

/** The named tests on the product as it is, for all mutants at once. */
function resultsWithout(mutants: readonly Mutant[], copy: string): Suite[] {
  const named = mutants.flatMap(({ fails }) => fails);
  const start = Date.now();
  const problem = build(named, copy);
  if (problem) throw new Error(`the product does not build:\n${problem}`);
  const suites = run(named, copy);
  console.log(`${'unbroken'.padEnd(16)} ${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s`);
  return suites;
}

function outcomeOf({ name, text, fails }: Mutant, baseline: Suite[], copy: string): { outcome: Outcome; why?: string } {
  for (const named of fails) {
    const found = testsOf(named, baseline);
    if (!found.length) return { outcome: 'DOES NOT RUN', why: `no test is called so: ${sayTest(named)}` };
    const failing = found.filter(({ status }) => status !== 'passed');
    if (failing.length) return { outcome: 'FAILS WITHOUT IT', why: failing.map(({ fullName }) => fullName).join('\n') };
  }
  // Taken back as they were: of lines that are left out git only knows the number, which may have moved.
  const before = filesOf(text).map((file) => [join(copy, file), readFileSync(join(copy, file))] as const);
  const refusal = apply(text, copy);
  if (refusal) {
    const why = `The code under ${name}.patch has changed: write the patch anew, against the code of today.\n${refusal}`;
    return { outcome: 'DOES NOT APPLY', why };
  }
  try {
    const problem = build(fails, copy);
    if (problem) return { outcome: 'DOES NOT RUN', why: problem };
    const suites = run(fails, copy);
    const broken = suites.find(({ assertionResults }) => !assertionResults.length);
    if (broken) return { outcome: 'DOES NOT RUN', why: broken.message };
    const quiet = fails.filter((named) => !testsOf(named, suites).some(({ status }) => status === 'failed'));
    return quiet.length ? { outcome: 'SURVIVED', why: quiet.map(sayTest).join('\n') } : { outcome: 'killed' };
  } finally {
    for (const [file, content] of before) writeFileSync(file, content);
  }
}

const filesOf = (patch: string): string[] => [...patch.matchAll(/^--- a\/(.+)$/gm)].map(([, file]) => file!);

const sayTest = ({ project, file, test }: Named) => `${project} ${file}${test ? ` -t ${test}` : ''}`;

/** The lines it changes must be there, wherever they have moved to and whatever surrounds them by now. @returns what git says when it refuses. */
function apply(patch: string, copy: string): string | undefined {
  const { status, stderr } = spawnSync('git', ['apply', '-C0', '--recount'], {
    cwd: copy,
    input: patch,
    encoding: 'utf8',
  });
  return status === 0 ? undefined : stderr;
}

function build(named: readonly Named[], copy: string): string | undefined {
  for (const program of new Set(named.flatMap(({ project }) => BUILDS[project]))) {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program], {
      cwd: copy,
      encoding: 'utf8',
    });
    if (status !== 0) return stderr;
  }
  return undefined;
}

function run(named: readonly Named[], copy: string): Suite[] {
  return PROJECTS.flatMap((project) => {
    const own = named.filter((candidate) => candidate.project === project);
    return own.length ? runProject(project, own, copy) : [];
  });
}

function runProject(project: Project, named: readonly Named[], copy: string): Suite[] {
  const output = join(copy, 'results.json');
  const files = [...new Set(named.map(({ file }) => `/${file.replace(/[.]/g, '\\$&')}$`))];
  const tests = named.map(({ test }) => test).filter((test) => test !== undefined);
  const isNamed = tests.length === named.length; // else one of the files is run whole
  const { stderr } = spawnSync(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      ...['--selectProjects', project, '--testPathPatterns', ...files],
      ...(isNamed ? ['--testNamePattern', tests.join('|')] : []),
      ...(files.length === 1 ? ['--runInBand'] : []),
      ...['--silent', '--json', '--outputFile', output],
    ],
    { cwd: copy, encoding: 'utf8' },
  );
  if (!existsSync(output)) throw new Error(stderr);
  const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as { testResults: Suite[] };
  rmSync(output);
  return testResults;
}

const testsOf = ({ file, test }: Named, suites: readonly Suite[]): Assertion[] =>
  suites
    .filter(({ name }) => name.endsWith(`/${file}`))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName, status }) => status !== 'pending' && (!test || new RegExp(test).test(fullName)));

main();
