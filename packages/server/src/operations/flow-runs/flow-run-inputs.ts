import { IntegrityViolation } from '@reeve/database'
import { deleteFlowRunInput } from '@reeve/database/queries/flow-run-inputs/delete-flow-run-input'
import { insertFlowRunInput } from '@reeve/database/queries/flow-run-inputs/insert-flow-run-input'
import { readFlowRunInput } from '@reeve/database/queries/flow-run-inputs/read-flow-run-inputs'
import type { CreateFlowRunInputBody } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Answer } from '../../http/bind.ts'
import { InvalidRequest, NotFound, Refused } from '../../http/errors.ts'

const KEY = /^[a-z0-9-]*$/

/** Sends a value to a run under a key, which can be used once. [C18] */
export async function sendFlowRunInput(
  ctx: Context,
  id: string,
  body: CreateFlowRunInputBody,
): Promise<null> {
  if (!KEY.test(body.key)) throw badKey(body)
  const input = { id: ctx.ids.next(), flow_run_id: id, ...body, now: ctx.clock.now() }
  const stored = await ctx.database
    .write((db) => insertFlowRunInput(db, input))
    .catch((error: unknown) => {
      if (error instanceof IntegrityViolation) throw new NotFound('Flow run')
      throw error
    })
  if (!stored) throw new Refused(409, 'A flow run input with this key already exists.')
  return null
}

/** The reference fails on such a key; it is the client's fault. [C18] */
function badKey(body: CreateFlowRunInputBody): InvalidRequest {
  const issue = {
    type: 'string_pattern_mismatch',
    loc: ['body', 'key'],
    msg: `String should match pattern '${KEY.source}'`,
    input: body.key,
    ctx: { pattern: KEY.source },
  }
  return new InvalidRequest([issue], body)
}

/** The value under a key, as plain text. [C19] */
export async function readInputValue(
  ctx: Context,
  { id, key }: { id: string; key: string },
): Promise<Answer> {
  const input = await readFlowRunInput(ctx.database.quick, id, key)
  if (!input) throw new NotFound('Flow run input')
  return new Answer(200, input.value, { 'content-type': 'text/plain; charset=utf-8' })
}

/** Takes an input away. [C19] */
export async function removeFlowRunInput(
  ctx: Context,
  { id, key }: { id: string; key: string },
): Promise<null> {
  const found = await ctx.database.write((db) => deleteFlowRunInput(db, id, key))
  if (!found) throw new NotFound('Flow run input')
  return null
}
