import { type Client, chooseFlowRunPolicy, toProposedState } from '@reeve/core/transitions'
import { selectFlowRunIds } from '@reeve/database/queries/flow-runs/select-flow-run-ids'
import type { FlowRunFilter, FlowRunOrchestrationResult, OrchestrationResult, StateCreate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Answer } from '../../http/bind.ts'
import { MissingObject } from '../../http/errors.ts'
import { announceTransitions } from './announce-transitions.ts'
import { type FlowRunOutcome, type FlowRunProposal, transitionFlowRuns } from './transition-flow-runs.ts'
import { singleProposals } from './transition-jointly.ts'

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
  const named = onlyIds(request.flow_runs)
  const proposal = toProposal(ctx, request)
  const outcomes =
    named && named.length <= request.limit
      ? await transitionThose(ctx, { ids: named, ...proposal })
      : await transitionAll(ctx, { ids: await selectFlowRunIds(ctx.database.reader, request), ...proposal })
  return { results: outcomes.map(toResult) }
}

const toResult = ({ flow_run_id, status, details, state }: FlowRunOutcome): FlowRunOrchestrationResult => ({
  flow_run_id,
  status,
  details,
  state,
})

/**
 * The ids of a filter that asks for nothing else, newest first: which of them there are shows when their facts are
 * loaded. Undefined if it asks for more.
 */
function onlyIds(filter: FlowRunFilter | null): string[] | undefined {
  const { id, operator, ...others } = filter ?? {}
  if (!id?.any_ || id.not_any_ || operator !== 'and_') return undefined
  if (Object.values(others).some((criteria) => criteria !== null)) return undefined
  return [...new Set(id.any_)].sort().reverse()
}

/** Puts runs through the rules in one unit of work and tells what came of it. */
export async function transition(ctx: Context, proposal: FlowRunProposal): Promise<FlowRunOutcome[]> {
  const outcomes = await ctx.database.write((db) => transitionFlowRuns(ctx, db, proposal))
  announceTransitions(ctx, outcomes)
  return outcomes
}

/** As `transitionThose`, with an ABORT for each run that is gone by now. [C13] */
export async function transitionAll(ctx: Context, proposal: FlowRunProposal): Promise<FlowRunOutcome[]> {
  const outcomes = await transitionThose(ctx, proposal)
  const byId = new Map(outcomes.map((outcome) => [outcome.flow_run_id, outcome]))
  return proposal.ids.map((id) => byId.get(id) ?? failed(id, `Flow run with id ${id} not found`))
}

/**
 * As `transition`, but what goes wrong with one run does not take the others' results: if the batch as a whole
 * cannot be saved, each run is tried by itself.
 */
const transitionThose = (ctx: Context, proposal: FlowRunProposal): Promise<FlowRunOutcome[]> =>
  transition(ctx, proposal).catch((cause) => transitionOneByOne(ctx, proposal, cause))

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
