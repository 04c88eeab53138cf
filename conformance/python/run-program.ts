import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Json } from '@reeve/wire'
import type { Suite } from './suites.ts'

/** What a scenario left on the server, or what ended it. */
export type Outcome = { readonly summary: Json } | { readonly error: string }

const PROGRAM = fileURLToPath(new URL('program.py', import.meta.url))
/** Several times what it takes with the slower server on a busy machine of two cores. */
const TIMEOUT_MS = 600_000
const LAST_WORDS = 4000

/**
 * Runs the scenarios of a suite with a Python against a server, `http://host:port`; all of them if none is named. Rejects with what the program said last if it ends before the last scenario.
 */
export async function runProgram(
  python: string,
  server: string,
  { name, names = [] }: Suite & { readonly names?: readonly string[] },
): Promise<Map<string, Outcome>> {
  const home = mkdtempSync(join(tmpdir(), 'reeve-python-'))
  const outcomes = new Map<string, Outcome>()
  const child = spawn(python, [PROGRAM, name, ...names], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      PREFECT_HOME: home,
      PREFECT_API_URL: `${server}/api`,
      PREFECT_LOGGING_TO_API_BATCH_INTERVAL: '0.2',
      PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { name: scenario, ...outcome } = JSON.parse(line) as Outcome & { name: string }
    outcomes.set(scenario, outcome)
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-LAST_WORDS)
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (...end) => resolve(end))
  }).finally(() => rmSync(home, { recursive: true, force: true }))
  if (code !== 0) throw new Error(`The program ended with ${code ?? signal} and said last: ${said}`)
  return outcomes
}
