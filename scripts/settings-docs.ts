import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type SettingPath, settingTable, variablesOf } from '@reeve/server'

/*
 * Writes docs/settings.md from the table of settings. With --check it only compares, and also makes sure that the
 * table tells the truth: a setting that does something is read somewhere, one that is ignored is not.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FILE = join(ROOT, 'docs/settings.md')
const SOURCES = ['packages/server/src', 'packages/cli/src']
const TABLE = /packages\/server\/src\/settings\/[a-z]+-rows\.ts$/

const paths = Object.keys(settingTable) as SettingPath[]

const INTRODUCTION = `# Settings

<!-- Made by scripts/settings-docs.ts from the table of settings; change that instead. -->

Reeve reads the settings of Prefect 3.8.8 from the places where Prefect reads them. The first that has a setting wins:

1. options of the command line,
2. environment variables, in any case, under the name below or one of its older names,
3. \`.env\` in the current folder,
4. \`prefect.toml\` in the current folder,
5. \`[tool.prefect]\` of \`pyproject.toml\` in the current folder,
6. the active profile of \`profiles.toml\`,
7. the default.

Durations are seconds, ISO 8601 (\`PT1H30M\`) or \`[D days, ]H:MM:SS\`. Switches take \`true\`/\`false\`, \`1\`/\`0\`, \`yes\`/\`no\`,
\`on\`/\`off\`. A value that cannot be used ends the command with exit code 78 and one line that names the setting, the
value and what was expected; secrets are never printed.

\`GET /api/admin/settings\` shows what is in force.
`

function document(): string {
  const used = paths.filter((path) => settingTable[path].does !== undefined)
  const own = used.filter((path) => path.startsWith('reeve.'))
  const shared = used.filter((path) => !path.startsWith('reeve.'))
  const ignored = paths.filter((path) => settingTable[path].ignored !== undefined)
  const ofServer = ignored.filter((path) => path.startsWith('server.'))
  const ofClients = ignored.filter((path) => !path.startsWith('server.'))
  return [
    INTRODUCTION,
    `## Settings of Prefect that Reeve honours\n\n${usedTable(shared)}`,
    `## Settings of Reeve\n\n${usedTable(own)}`,
    `## Settings of the server that are accepted and have no effect\n\n${ignoredTable(ofServer)}`,
    `## Settings of clients\n\nAccepted, checked and shown, so that one environment serves both; they have no effect on the server.\n\n${names(ofClients)}`,
  ].join('\n')
}

const usedTable = (rows: readonly SettingPath[]): string =>
  table(
    ['Setting', 'Default', 'What it does'],
    rows.map((path) => [nameCell(path), defaultCell(path), settingTable[path].does ?? '']),
  )

const ignoredTable = (rows: readonly SettingPath[]): string =>
  table(
    ['Setting', 'Why'],
    rows.map((path) => [nameCell(path), settingTable[path].ignored ?? '']),
  )

const names = (rows: readonly SettingPath[]): string =>
  `${rows.map((path) => `- \`${variablesOf(path)[0]}\``).join('\n')}\n`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map(escapeCell).join(' | ')} |`,
  )
  return `${lines.join('\n')}\n`
}

const escapeCell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/ \[[A-Z]\d+[^\]]*\](?=$)/g, '')

function nameCell(path: SettingPath): string {
  const [name, ...older] = variablesOf(path)
  return `\`${name}\`${older.map((alias) => `<br>\`${alias}\``).join('')}`
}

function defaultCell(path: SettingPath): string {
  const value = settingTable[path].default
  if (value === null) return ''
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}

/** What the table says and the sources do not bear out. */
function lies(): string[] {
  const sources = SOURCES.flatMap(sourceFiles)
    .filter((file) => !TABLE.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const isRead = (path: SettingPath) => sources.includes(`'${path}'`) || sources.includes(`settings.${path}`)
  return paths
    .filter((path) => isRead(path) !== (settingTable[path].does !== undefined))
    .map(
      (path) =>
        `${path} ${isRead(path) ? 'is read, but said to be ignored' : 'is said to do something, but never read'}`,
    )
}

const sourceFiles = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(ROOT, folder, name))

const text = document()
if (process.argv.includes('--check')) {
  const problems = lies()
  if (readFileSync(FILE, 'utf8') !== text) problems.push('docs/settings.md is out of date: run npm run docs')
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
} else {
  writeFileSync(FILE, text)
}
