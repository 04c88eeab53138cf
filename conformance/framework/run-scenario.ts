import type { Json } from '@reeve/wire'
import { type NormalAnswer, normalise } from './normalise.ts'
import { valueAt } from './path.ts'
import { brokenRelations } from './relations.ts'
import type { Scenario, Step } from './scenario.ts'
import { type Answer, send } from './send.ts'
import { continued, newVocabulary, UUIDS, type Vocabulary } from './vocabulary.ts'

/** What a server answered, step by step. */
export type Transcript = Readonly<Record<string, NormalAnswer>>

const POLL_INTERVAL_MS = 100
const POLL_TIMEOUT_MS = 30_000

/** Runs the setup of a group; its vocabulary is what the scenarios of the group build on. */
export async function runSetup(steps: readonly Step[], server: string) {
  const vocabulary = newVocabulary()
  const transcript = await runSteps(steps, server, vocabulary)
  return { vocabulary, transcript }
}

/** Runs a scenario on a server, `http://host:port`. */
export function runScenario(scenario: Scenario, server: string, setup: Vocabulary): Promise<Transcript> {
  return runSteps(scenario.steps, server, continued(setup))
}

async function runSteps(steps: readonly Step[], server: string, vocabulary: Vocabulary): Promise<Transcript> {
  const transcript: Record<string, NormalAnswer> = {}
  for (const step of steps) {
    if (transcript[step.name]) throw new Error(`Two steps are named "${step.name}"`)
    transcript[step.name] = await runStep(step, server, vocabulary)
  }
  return transcript
}

async function runStep(step: Step, server: string, vocabulary: Vocabulary): Promise<NormalAnswer> {
  const answer = await poll(step, server, vocabulary)
  const missing = captureInto(vocabulary, step, answer)
  const normal = normalise(answer, step, vocabulary, server)
  const relations = [...(step.until ?? []), ...(step.expect ?? [])]
  const broken = [...(normal.broken ?? []), ...missing, ...brokenRelations(relations, answer, vocabulary)]
  return broken.length > 0 ? { ...normal, broken } : normal
}

async function poll(step: Step, server: string, vocabulary: Vocabulary): Promise<Answer> {
  const deadline = Date.now() + POLL_TIMEOUT_MS
  for (;;) {
    const answer = await send(step, server, vocabulary)
    const waiting = brokenRelations(step.until ?? [], answer, vocabulary).length > 0
    if (!waiting || Date.now() > deadline) return answer
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS))
  }
}

/** Stores what a step captures; a value that is not there becomes a text that no server knows. */
function captureInto(vocabulary: Vocabulary, step: Step, answer: Answer): string[] {
  const missing: string[] = []
  for (const [name, path] of Object.entries(step.capture ?? {})) {
    const value = valueAt(answer.body, path)
    if (value === undefined) missing.push(`nothing to capture as "${name}" at "${path}"`)
    vocabulary.captures.set(name, value ?? `missing-${name}`)
    nameId(vocabulary, name, value)
  }
  return missing
}

function nameId(vocabulary: Vocabulary, name: string, value: Json | undefined): void {
  if (typeof value === 'string' && value.replace(UUIDS, '') === '' && !vocabulary.ids.has(value)) {
    vocabulary.ids.set(value, `<${name}>`)
  }
}
