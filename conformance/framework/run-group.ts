import type { Transcript } from './run-scenario.ts'
import { runScenario, runSetup } from './run-scenario.ts'
import type { Group, Scenario } from './scenario.ts'

/** What a server answered to all of a group. */
export interface GroupTranscript {
  readonly setup: Transcript
  readonly scenarios: Readonly<Record<string, Transcript>>
}

/** Scenarios under way at once; they meet in no row unless they say `alone`. */
const CONCURRENCY = 3

/** Runs a group on a server, `http://host:port`; `chosen` leaves scenarios out. */
export async function runGroup(
  group: Group,
  server: string,
  chosen: (scenario: Scenario) => boolean = () => true,
): Promise<GroupTranscript> {
  const { vocabulary, transcript: setup } = await runSetup(group.setup ?? [], server)
  const wanted = group.scenarios.filter(chosen)
  const results = new Map<string, Transcript>()
  const run = async (scenario: Scenario) => {
    results.set(scenario.name, await runScenario(scenario, server, vocabulary))
  }
  await runAll(
    wanted.filter(({ alone }) => !alone),
    run,
  )
  for (const scenario of wanted.filter(({ alone }) => alone)) await run(scenario)
  const inOrder = wanted.map(({ name }) => [name, results.get(name) as Transcript] as const)
  return { setup, scenarios: Object.fromEntries(inOrder) }
}

async function runAll(
  scenarios: readonly Scenario[],
  run: (scenario: Scenario) => Promise<void>,
): Promise<void> {
  const waiting = [...scenarios]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await run(next)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
}
