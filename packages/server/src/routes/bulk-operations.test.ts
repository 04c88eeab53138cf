import { databases } from '@reeve/testkit'
import { type BulkOperation, printInstant, readInstant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { bulkOperations } from '../services/bulk-operations.ts'
import { ask, BINDINGS, buildRuns, carryOut, newFlow, ofFlow, PATH, SCHEDULED } from './bulk-testing.ts'
import { refusal, useApi } from './testing.ts'

describe.each(databases)('asking for bulk operations on $name', (kind) => {
  const api = useApi(kind, BINDINGS)
  const tick = () => bulkOperations.tick(api().ctx)

  test('operations are listed newest first and counted, by what is asked of them', async () => {
    const flow = await newFlow(api())
    api().clock.advance(3_600)
    const since = { created: { after_: printInstant(api().clock.now()) } }
    const all: string[] = []
    for (const body of [
      { kind: 'delete', ...ofFlow(flow), dry_run: true },
      { kind: 'cancel', ...ofFlow(flow), rate: 5 },
      { kind: 'delete', ...ofFlow(flow) },
    ]) {
      all.push((await ask(api(), body)).id)
      api().clock.advance(1)
    }
    await api().call('POST', `${PATH}/${all[1]}/pause`)
    const find = async (filter: object, page: object = {}) => {
      const bulk_operations = { ...since, ...filter }
      const { body } = await api().call<BulkOperation[]>('POST', `${PATH}/filter`, {
        bulk_operations,
        ...page,
      })
      return body.map(({ id }) => all.indexOf(id))
    }
    expect(await find({})).toEqual([2, 1, 0])
    expect(await find({}, { limit: 1, offset: 1 })).toEqual([1])
    expect(await find({ kind: { any_: ['delete'] } })).toEqual([2, 0])
    expect(await find({ status: { any_: ['paused'] } })).toEqual([1])
    expect(await find({ status: { not_any_: ['paused'] }, dry_run: { eq_: false } })).toEqual([2])
    expect(await find({ id: { any_: [all[0]] } })).toEqual([0])
    const count = await api().call('POST', `${PATH}/count`, { bulk_operations: since })
    expect(count).toMatchObject({ status: 200, body: 3 })
    expect(await api().call('POST', `${PATH}/filter`, { limit: 999 })).toMatchObject({ status: 422 })
    await tick()
  })

  test('times in filters are as exact as they were sent, here and when runs are selected', async () => {
    const flow = await newFlow(api())
    const at = '2026-03-01T10:00:00.123456Z'
    const columns = { expected_start_time: readInstant(at) }
    await buildRuns(api(), flow, [SCHEDULED], columns)
    const window = (before_: string) => ({ ...ofFlow(flow), flow_runs: { expected_start_time: { before_ } } })
    const none = await carryOut(api(), { kind: 'cancel', ...window('2026-03-01T10:00:00.123455Z') })
    expect(none).toMatchObject({ status: 'completed', total: 0, done: 0 })
    const one = await carryOut(api(), { kind: 'cancel', ...window('2026-03-01T11:00:00.123456+01:00') })
    expect(one).toMatchObject({ accepted: 1, flow_runs: { expected_start_time: { before_: at } } })
  })

  test.each([
    [{}, 'missing', ['body', 'kind']],
    [{ kind: 'explode' }, 'enum', ['body', 'kind']],
    [{ kind: 'cancel', flow_runs: {}, speed: 1 }, 'extra_forbidden', ['body', 'speed']],
    [{ kind: 'cancel' }, 'value_error', ['body', 'flow_runs']],
    [{ kind: 'pause_deployments' }, 'value_error', ['body', 'deployments']],
    [{ kind: 'cancel', flow_runs: { state: { type: { any_: ['DONE'] } } } }, 'enum'],
    [{ kind: 'cancel', flow_runs: { nonsense: {} } }, 'extra_forbidden'],
    [{ kind: 'set_state', flow_runs: {} }, 'value_error', ['body', 'state']],
    [{ kind: 'set_state', flow_runs: {}, state: { type: 'DONE' } }, 'enum', ['body', 'state', 'type']],
    [{ kind: 'cancel', flow_runs: {}, state: { type: 'FAILED' } }, 'value_error', ['body', 'state']],
    [{ kind: 'delete', flow_runs: {}, force: true }, 'value_error', ['body', 'force']],
    [{ kind: 'reschedule', flow_runs: {} }, 'value_error', ['body', 'scheduled_time']],
    [{ kind: 'add_tags', flow_runs: {} }, 'value_error', ['body', 'tags']],
    [{ kind: 'add_tags', flow_runs: {}, tags: [] }, 'value_error', ['body', 'tags']],
    [{ kind: 'add_tags', flow_runs: {}, tags: [''] }, 'string_too_short', ['body', 'tags', 0]],
    [{ kind: 'cancel', flow_runs: {}, rate: 0 }, 'greater_than', ['body', 'rate']],
    [{ kind: 'cancel', flow_runs: {}, rate: 'fast' }, 'float_parsing', ['body', 'rate']],
  ])('%j is refused as %s', async (body, type, loc?) => {
    expect(await api().call('POST', PATH, body)).toMatchObject(refusal(type, loc))
  })

  test('what is not there answers 404', async () => {
    const missing = { status: 404, body: { detail: 'Bulk operation not found' } }
    const path = `${PATH}/00000000-0000-4000-8000-000000000000`
    expect(await api().call('GET', path)).toMatchObject(missing)
    for (const control of ['pause', 'resume', 'cancel'])
      expect(await api().call('POST', `${path}/${control}`)).toMatchObject(missing)
  })
})
