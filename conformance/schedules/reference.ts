import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Answer } from './answers.ts'
import type { Case } from './cases.ts'
import { zoneOf } from './zones.ts'

/** A case and what the reference says to it. */
export interface Asked {
  readonly asking: Case
  readonly theirs: Answer
}

/** The schedule classes of the reference in a process of their own. */
export interface ReferenceClasses {
  ask(cases: readonly Case[]): Promise<Asked[]>
  stop(): void
}

const program = fileURLToPath(new URL('./reference.py', import.meta.url))

/** Starts the schedule classes of the reference with the data of these zones that this process has. */
export function startReferenceClasses(python: string, zones: readonly string[]): ReferenceClasses {
  const child = spawn(python, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const data = Object.fromEntries(zones.map((name) => [name, zoneOf(name)]))
  child.stdin.write(`${JSON.stringify({ zones: data })}\n`)
  return {
    async ask(cases) {
      child.stdin.write(`${cases.map((one) => JSON.stringify(one)).join('\n')}\n`)
      const asked: Asked[] = []
      for (const asking of cases) {
        const { value, done } = await lines.next()
        if (done) throw new Error(`The reference ended before it answered ${JSON.stringify(asking)}`)
        asked.push({ asking, theirs: JSON.parse(value) as Answer })
      }
      return asked
    },
    stop: () => child.stdin.end(),
  }
}
