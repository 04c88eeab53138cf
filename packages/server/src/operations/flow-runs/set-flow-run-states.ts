import { type Client, chooseFlowRunPolicy, toProposedState } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import { selectFlowRunIds } from '@reeve/database/queries/flow-runs/select-flow-run-ids'
import type { FlowRunFilter, FlowRunOrchestrationResult, OrchestrationResult, StateCreate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Answer } from '../../http/bind.ts'
import { MissingObject } from '../../http/errors.ts'
import { announceTransitions } from './announce-transitions.ts'
import { type FlowRunOutcome, type FlowRunProposal, transitionFlowRuns } from './transition-flow-runs.ts'
import { singleProposals } from './transition-jointly.ts'

/** A page of runs that a user chose from. */
const MAX_NAMED = 200

/** What a client asks for. */
export interface StateRequest {
  readonly state: StateCreate
  readonly force: boolean
  readonly client: Client
}

/** Puts one run through the rules; 201 if a state was written, 200 if not. [A31-A37] */
export async function setFlowRunState(ctx: Context, id: string, request: StateRequest): Promise<Answer> {
  const outcome = await ctx.database.writeJointly(singleProposals, { ctx, id, ...toProposal(ctx, request) })
  if (!outcome) throw new MissingObject(`Flow run with id ${id} not found`)
  announceTransitions(ctx, [outcome])
  return answerTransition(outcome)
}

/** The result of a transition as the API answers it. [A34, A37] */
export function answerTransition({ status, details, state, written }: FlowRunOutcome): Answer {
  return new Answer(written ? 201 : 200, { status, details, state } satisfies OrchestrationResult)
}

/** Puts every run that a filter selects through the rules, newest id first; each run gets its own result. [C13] */
export async function setFlowRunStates(
  ctx: Context,
  request: StateRequest & { readonly flow_runs: FlowRunFilter | null; readonly limit: number },
): Promise<{ results: FlowRunOrchestrationResult[] }> {
  const { flow_runs, limit } = request
  const proposal = toProposal(ctx, request)
  const find = (db: Db) => selectFlowRunIds(db, { flow_runs, limit })
  const outcomes = namesFewRuns(flow_runs)
    ? await transitionNamed(ctx, find, proposal)
    : await transitionAll(ctx, { ids: await find(ctx.database.reader), ...proposal })
  return { results: outcomes.map(toResult) }
}

const toResult = ({ flow_run_id, status, details, state }: FlowRunOutcome): FlowRunOrchestrationResult => ({
  flow_run_id,
  status,
  details,
  state,
})

const namesFewRuns = (filter: FlowRunFilter | null): boolean =>
  filter?.operator === 'and_' && (filter.id?.any_?.length ?? Number.POSITIVE_INFINITY) <= MAX_NAMED

/**
 * Runs that are named are found at once, whatever else is asked of them: in the unit of work itself, whose connection
 * has at hand what others must read anew after every commit.
 */
async function transitionNamed(
  ctx: Context,
  find: (db: Db) => Promise<string[]>,
  proposal: Omit<FlowRunProposal, 'ids'>,
): Promise<FlowRunOutcome[]> {
  const work = async (db: Db) => transitionFlowRuns(ctx, db, { ids: await find(db), ...proposal })
  return announced(ctx, work).catch(async (cause) =>
    transitionOneByOne(ctx, { ids: await find(ctx.database.quick), ...proposal }, cause),
  )
}

/** Puts runs through the rules in one unit of work and tells what came of it. */
export const transition = (ctx: Context, proposal: FlowRunProposal): Promise<FlowRunOutcome[]> =>
  announced(ctx, (db) => transitionFlowRuns(ctx, db, proposal))

async function announced(
  ctx: Context,
  work: (db: Db) => Promise<FlowRunOutcome[]>,
): Promise<FlowRunOutcome[]> {
  const outcomes = await ctx.database.write(work)
  announceTransitions(ctx, outcomes)
  return outcomes
}

/**
 * As `transition`, but what goes wrong with one run does not take the others' results: if the batch as a whole
 * cannot be saved, each run is tried by itself. Runs that are gone by now get an ABORT. [C13]
 */
export async function transitionAll(ctx: Context, proposal: FlowRunProposal): Promise<FlowRunOutcome[]> {
  const outcomes = await transition(ctx, proposal).catch((cause) => transitionOneByOne(ctx, proposal, cause))
  const byId = new Map(outcomes.map((outcome) => [outcome.flow_run_id, outcome]))
  return proposal.ids.map((id) => byId.get(id) ?? failed(id, `Flow run with id ${id} not found`))
}

async function transitionOneByOne(
  ctx: Context,
  proposal: FlowRunProposal,
  cause: unknown,
): Promise<FlowRunOutcome[]> {
  ctx.log.warn(
    { err: cause, runs: proposal.ids.length },
    'A batch of transitions could not be saved; trying run by run',
  )
  const attempts = proposal.ids.map((id) =>
    transition(ctx, { ...proposal, ids: [id] }).catch((error: unknown) => {
      ctx.log.error({ err: error, flow_run_id: id }, 'A transition could not be saved')
      return [failed(id, 'The state could not be saved because of a fault of the server. Try again.')]
    }),
  )
  return (await Promise.all(attempts)).flat()
}

function failed(id: string, reason: string): FlowRunOutcome {
  return {
    flow_run_id: id,
    status: 'ABORT',
    details: { type: 'abort_details', reason },
    state: null,
    written: false,
  }
}

const toProposal = (ctx: Context, { state, force, client }: StateRequest) => ({
  proposed: toProposedState(state, ctx.clock.now()),
  policy: chooseFlowRunPolicy({ force }),
  client,
})
