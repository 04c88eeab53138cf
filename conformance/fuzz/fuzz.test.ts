import { databases, skipWhereMissing } from '@reeve/testkit'
import { Ajv, type ValidateFunction } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startReeve } from '../framework/reeve-server.ts'
import type { RunningServer } from '../framework/reference-server.ts'
import { type Answer, send } from '../framework/send.ts'
import { components, type Operation } from './document.ts'
import { type FuzzRequest, requests } from './requests.ts'
import { buildWorld } from './world.ts'

const REQUESTS = 300
const SEED = 20_260_101

/** Statuses that the contract knows beside those of a success. [N] */
const REFUSALS = [400, 403, 404, 405, 409, 410, 413, 415, 422, 423]

const ajv = new Ajv({
  strict: false,
  validateFormats: false,
  schemas: [{ $id: 'api', components: { schemas: components } }],
})
const validators = new Map<string, ValidateFunction>()

/** What an answer breaks of the contract, undefined if nothing. */
function breach(operation: Operation, answer: Answer): string | undefined {
  if (REFUSALS.includes(answer.status))
    return answer.body === undefined ? 'a refusal without a body' : undefined
  if (answer.status < 200 || answer.status >= 300) return `status ${answer.status}`
  const schema = operation.answers['200'] ?? operation.answers['201']
  if (answer.status === 204 || schema === undefined) return undefined
  const validate = validatorOf(operation.id, schema)
  return validate(answer.body) ? undefined : ajv.errorsText(validate.errors)
}

function validatorOf(id: string, schema: object): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"api#/components')
  const found = validators.get(id) ?? ajv.compile(JSON.parse(text) as object)
  validators.set(id, found)
  return found
}

const print = ({ step }: FuzzRequest): string =>
  `${step.method} ${step.path} ${step.text ?? JSON.stringify(step.body) ?? ''}`.slice(0, 500)

describe.each(databases)('$name', (kind) => {
  skipWhereMissing(kind)
  let server: RunningServer | undefined
  beforeAll(async () => {
    if (kind.missing === undefined) server = await startReeve(await kind.freshUrl())
  })
  afterAll(() => server?.stop())

  it('random requests get answers that the contract knows', async () => {
    const { url } = server as RunningServer
    const world = await buildWorld(url)
    const breaches: string[] = []
    for (const request of requests(REQUESTS, SEED)) {
      const found = breach(request.operation, await send(request.step, url, world))
      if (found) breaches.push(`${print(request)}: ${found}`)
    }
    expect(breaches).toEqual([])
  }, 60_000)
})
