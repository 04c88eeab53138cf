import { openDatabase } from '@reeve/database'
import { databases, skipWhereMissing } from '@reeve/testkit'
import { freePort } from '@reeve/testkit/free-port'
import { describe, expect, test } from 'vitest'
import { faultsAfterCrash } from './check.ts'
import { crash } from './crash.ts'
import { nothingConfirmed } from './load.ts'

const KILLS = 20

describe.each(databases)('a server on $name that is killed under load', (kind) => {
  skipWhereMissing(kind)

  test('has everything that it confirmed, and no run contradicts itself', { timeout: 240_000 }, async () => {
    const report = await crash({ kills: KILLS, database: await kind.freshUrl(), port: await freePort() })
    expect(report.faults).toEqual([])
    expect(report.confirmed.states).toBeGreaterThan(KILLS)
    expect(report.confirmed.logs).toBeGreaterThan(KILLS)
    expect(report.confirmed.events).toBeGreaterThan(KILLS)
  })

  test('is found out if it loses something or a run contradicts itself', async () => {
    const database = await openDatabase({ url: await kind.freshUrl() })
    const [flow, run, state, lost] = ['1', '2', '3', '4'].map(
      (digit) => `00000000-0000-4000-8000-00000000000${digit}`,
    )
    const change = (text: string) =>
      database.write((db) => db.run({ name: text.slice(0, 60), text: () => text }, []))
    await change(`INSERT INTO flow (id, name, tags) VALUES ('${flow}', 'f', '[]')`)
    await change(`INSERT INTO flow_run (id, name, flow_id, run_count, state_type, state_name, total_run_time)
      VALUES ('${run}', 'r', '${flow}', 3, 'RUNNING', 'Running', '${database.dialect.intervalText(0)}')`)
    await change(`INSERT INTO flow_run_state (id, flow_run_id, type, name, state_details, timestamp)
      VALUES ('${state}', '${run}', 'COMPLETED', 'Completed', '{}', '2026-01-01 00:00:00.000000')`)
    const confirmed = nothingConfirmed()
    confirmed.states.set(String(run), new Set([String(lost)]))
    confirmed.logs.add('a log')
    confirmed.events.add(String(lost))

    const faults = await faultsAfterCrash(database.quick, confirmed)
    await database.close()

    expect(faults).toEqual([
      expect.stringContaining('was confirmed and is lost'),
      expect.stringContaining('points to null'),
      expect.stringContaining('says Running, its state says Completed'),
      expect.stringContaining('counts 3 runs, its history 0'),
      expect.stringContaining('is COMPLETED and ended null'),
      expect.stringContaining('log a log'),
      expect.stringContaining(`event ${lost}`),
      expect.stringContaining(`event ${lost}`),
    ])
  })
})
