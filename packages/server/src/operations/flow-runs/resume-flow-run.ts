import { HydrationError, hydrate, validateAgainstSchema } from '@reeve/core/parameters'
import { type Client, resumed } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import { insertFlowRunInput } from '@reeve/database/queries/flow-run-inputs/insert-flow-run-input'
import { readFlowRunInput } from '@reeve/database/queries/flow-run-inputs/read-flow-run-inputs'
import { loadTransitionFacts } from '@reeve/database/queries/flow-runs/load-transition-facts'
import { readVariableValues } from '@reeve/database/queries/variables/read-variable-values'
import { type Json, type JsonObject, parseJson, type State } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Answer } from '../../http/bind.ts'
import { MissingObject } from '../../http/errors.ts'
import { announceTransitions } from './announce-transitions.ts'
import { answerTransition } from './set-flow-run-states.ts'
import { readStoredState } from './stored-state.ts'
import { type FlowRunOutcome, transitionFlowRuns } from './transition-flow-runs.ts'

/** What a client sends to go on with a paused run. */
export interface Resumption {
  readonly run_input: JsonObject | null
  readonly client: Client
}

/** Lets a paused run go on, with the input that it waits for. [C21-C23] */
export async function resumeFlowRun(
  ctx: Context,
  id: string,
  { run_input, client }: Resumption,
): Promise<Answer> {
  const db = ctx.database.quick
  const state = await currentState(db, id)
  if (state?.type !== 'PAUSED') return notPaused

  const keyset = state.state_details.run_input_keyset
  const input = keyset ? await readInput(db, { id, keyset, run_input: run_input ?? {} }) : { values: {} }
  if ('problem' in input) return refused('REJECT', state, input.problem)

  const outcome = await ctx.database.write((db) => goOn(ctx, db, { id, state, values: input.values, client }))
  if (!outcome) return notPaused
  announceTransitions(ctx, [outcome])
  return answerTransition(outcome)
}

interface Resumed {
  readonly id: string
  readonly state: State
  readonly values: JsonObject
  readonly client: Client
}

/** Moves the run on and leaves it its input; undefined if its state is no longer the one that was looked at. */
async function goOn(
  ctx: Context,
  db: Db,
  { id, state, values, client }: Resumed,
): Promise<FlowRunOutcome | undefined> {
  if ((await currentState(db, id))?.id !== state.id) return undefined
  const [outcome] = await transitionFlowRuns(ctx, db, {
    ids: [id],
    proposed: resumed(state, ctx.clock.now()),
    policy: 'core',
    client,
  })
  const key = state.state_details.run_input_keyset?.response
  if (key && outcome?.status === 'ACCEPT' && Object.keys(values).length > 0) {
    const value = JSON.stringify(values)
    const input = { id: ctx.ids.next(), flow_run_id: id, key, value, sender: null, now: ctx.clock.now() }
    await insertFlowRunInput(db, input)
  }
  return outcome
}

async function currentState(db: Db, id: string): Promise<State | null> {
  const [row] = await loadTransitionFacts(db, [id])
  if (!row) throw new MissingObject(`Flow run with id ${id} not found`)
  return readStoredState(row)
}

/** A resumption that changes nothing; refusals for their input carry abort details, as with the reference. [C22] */
const refused = (status: 'ABORT' | 'REJECT', state: State | null, reason: string) =>
  new Answer(200, { status, state, details: { type: 'abort_details', reason } })

const notPaused = refused('ABORT', null, 'Cannot resume a flow run that is not paused.')

interface GivenInput {
  readonly id: string
  readonly keyset: { readonly [key: string]: string }
  readonly run_input: JsonObject
}

/** The input with its placeholders filled in and checked against the schema that the run left behind. [C22] */
async function readInput(
  db: Db,
  { id, keyset, run_input }: GivenInput,
): Promise<{ values: JsonObject } | { problem: string }> {
  let values: JsonObject
  try {
    values = (await hydrate(run_input, {
      variables: await readVariableValues(db),
      renderJinja: true,
    })) as JsonObject
  } catch (error) {
    if (error instanceof HydrationError) return { problem: `Error hydrating run input: ${error.message}` }
    throw error
  }
  const stored = keyset.schema ? await readFlowRunInput(db, id, keyset.schema) : undefined
  if (!stored) return { problem: 'Run input schema not found.' }
  const schema = parse(stored.value)
  if (schema === undefined) return { problem: 'Run input schema is not valid JSON.' }
  const problem = await validateAgainstSchema(values, schema as JsonObject)
  return problem ? { problem } : { values }
}

function parse(text: string): Json | undefined {
  try {
    return parseJson(text) as Json
  } catch {
    return undefined
  }
}
