#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/*
 * Holds docs/rules.md against the sources: every rule that a doc comment or a scenario cites stands there, every
 * deliberate difference is told at its rule, and every file and test that the document names is there. Prints what
 * is wrong, exits 1 if anything is.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DOCUMENT = 'docs/rules.md'
const DIFFERENCES = ['conformance/deliberate-differences.ts', 'conformance/fuzz/deliberate.ts']
const RULE = String.raw`[A-M]\d{1,2}b?`
const RANGE = `${RULE}(?:-${RULE})?`

/** Where sources cite rules: `[B36, C1-C8]` in comments, `'B36 C1'` in scenarios, `rule: 'C22'` in differences. */
const CITATIONS = [
  new RegExp(String.raw`\[(${RANGE}(?:, ${RANGE})*)\]`, 'g'),
  new RegExp(`'(${RULE}(?: ${RULE})*)'`, 'g'),
]

const document = read(DOCUMENT)
const rows = document.split('\n').filter((line) => new RegExp(`^\\| ${RULE} \\|`).test(line))
const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()))
const unserved = document.split('\n').filter((line) => line.startsWith('Not served yet: '))
const known = new Set([...cells.map(([, rule]) => rule), ...unserved.flatMap(rulesIn)])
const told = new Set(cells.filter((row) => row[5]).map(([, rule]) => rule))

const problems = [...unknownCitations(), ...untoldDifferences(), ...missingTargets(), ...repeatedRules()]
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

function unknownCitations() {
  return sourceFiles().flatMap((file) =>
    [...new Set(citedIn(read(file)))]
      .filter((rule) => !known.has(rule))
      .map((rule) => `${file} cites ${rule}, which does not stand in ${DOCUMENT}`),
  )
}

function untoldDifferences() {
  return DIFFERENCES.flatMap((file) =>
    [...new Set(citedIn(read(file)))]
      .filter((rule) => !told.has(rule))
      .map((rule) => `${DOCUMENT} does not say how Reeve differs at ${rule}, ${file} does`),
  )
}

/** Links are `[name](../path)`, followed by “the name of a test” or not. */
function missingTargets() {
  const links = document.matchAll(/\]\(\.\.\/([^)]+)\)(?: “([^”]+)”)?/g)
  return [...links].flatMap(([, file, test]) => {
    if (!existsSync(ROOT + file)) return [`${DOCUMENT} names ${file}, which is not there`]
    if (test === undefined || read(file).replaceAll("\\'", "'").includes(test)) return []
    return [`${DOCUMENT} names the test “${test}”, which ${file} does not have`]
  })
}

function repeatedRules() {
  const rules = cells.map(([, rule]) => rule)
  return rules.filter((rule, i) => rules.indexOf(rule) !== i).map((rule) => `${DOCUMENT} has ${rule} twice`)
}

function citedIn(text) {
  return CITATIONS.flatMap((citation) => [...text.matchAll(citation)]).flatMap(([, cited]) => rulesIn(cited))
}

/** `C1-C3, A29` as C1, C2, C3 and A29. */
function rulesIn(text) {
  return text.match(new RegExp(RANGE, 'g')).flatMap((range) => {
    const [first, last] = range.split('-')
    if (last === undefined) return [first]
    const from = Number.parseInt(first.slice(1), 10)
    const to = Number.parseInt(last.slice(1), 10)
    return Array.from({ length: to - from + 1 }, (_, i) => `${first[0]}${from + i}`)
  })
}

function sourceFiles() {
  const { stdout } = spawnSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', 'packages/*.ts', 'conformance/*.ts'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  )
  return stdout.split('\n').filter((file) => file !== '' && existsSync(ROOT + file))
}

function read(file) {
  return readFileSync(ROOT + file, 'utf8')
}
