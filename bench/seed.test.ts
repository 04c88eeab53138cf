import { openDatabase } from '@reeve/database'
import { databases, skipWhereMissing } from '@reeve/testkit'
import { instantFromMicroseconds } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { seed } from './seed.ts'
import { OPEN_RUNS, runId } from './seed-rows.ts'

const NOW = Date.UTC(2026, 0, 31)
const BEGIN_OF_OPEN = instantFromMicroseconds(BigInt(NOW - 3 * 3_600_000) * 1000n)
const SIZE = 5_000

describe.each(databases)('seeding $name', (kind) => {
  skipWhereMissing(kind)

  test('leaves runs in the state of their last row, two states each, the newest ones open', async () => {
    const url = await kind.freshUrl()
    await seed(url, { size: SIZE, now: NOW })
    const database = await openDatabase({ url })
    const { sql } = database.quick
    const runs = await sql
      .selectFrom('flow_run')
      .innerJoin('flow_run_state', 'flow_run_state.id', 'flow_run.state_id')
      .select(['flow_run.id', 'state_type', 'type', 'total_run_time', 'end_time', 'expected_start_time'])
      .orderBy('flow_run.id')
      .execute()
    const states = await sql.selectFrom('flow_run_state').select('id').execute()
    await database.close()
    expect(runs.map(({ id }) => id)).toEqual(
      Array.from({ length: SIZE }, (_, number) => runId(number, SIZE, NOW)),
    )
    expect(runs.every(({ state_type, type }) => state_type === type)).toBe(true)
    const open = runs.slice(-OPEN_RUNS)
    expect(runs.filter(({ state_type }) => state_type === 'SCHEDULED')).toEqual(open)
    const threeHours = runs.filter(({ expected_start_time: at }) => at !== null && at > BEGIN_OF_OPEN)
    expect(threeHours).toEqual(open)
    expect(runs[1]).toMatchObject({ total_run_time: 14 })
    expect(states).toHaveLength(2 * SIZE)
  })
})
