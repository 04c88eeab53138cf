import type { JsonObject } from '@reeve/wire'
import { type Group, scenario } from '../framework/scenario.ts'
import { createFlow, createRun, get, post } from '../setup/flow-runs.ts'

const DAY = 86_400

const event = (name: string, days: number): JsonObject => ({
  id: `$(uuid:${name}-${days})`,
  occurred: `$(now-${days * DAY + 60})`,
  event: name,
  resource: { 'prefect.resource.id': 'kettle.$(unique)' },
})

const log = (message: string, flow_run_id: string): JsonObject => ({
  name: 'log',
  level: 20,
  message,
  timestamp: '$(now)',
  flow_run_id,
})

const GONE = '$(uuid:gone)'

export const retention: Group = {
  name: 'retention',
  about: 'What the server deletes on its own.',
  environment: {
    PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED: 'events,orphans',
    PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS: '1',
    PREFECT_SERVER_SERVICES_DB_VACUUM_ORPHAN_CLEANUP_LOOP_SECONDS: '1',
    PREFECT_SERVER_SERVICES_DB_VACUUM_EVENT_RETENTION_OVERRIDES: `{"steam.rose": ${2 * DAY}, "tea.kept": ${20 * DAY}}`,
  },
  setup: [createFlow()],
  scenarios: [
    scenario(
      'events go once they are older than they are kept',
      'E20',
      post('events happen', '/events', [
        event('kettle.boiled', 0),
        event('kettle.boiled', 3),
        event('kettle.boiled', 8),
        event('steam.rose', 1),
        event('steam.rose', 3),
        event('tea.kept', 4),
        event('tea.kept', 8),
      ]),
      post(
        'wait until the old ones are gone',
        '/events/filter',
        { filter: { any_resource: { id: ['kettle.$(unique)'] } } },
        { until: [{ at: 'total', equals: 4 }], vary: ['events[*].received'] },
      ),
    ),
    scenario(
      'logs go whose run is gone',
      'E22',
      createRun(),
      post('write logs', '/logs/', [log('here', '$(run)'), log('gone', GONE)]),
      post(
        'wait until one is gone',
        '/logs/filter',
        { logs: { flow_run_id: { any_: ['$(run)', GONE] } } },
        { until: [{ at: '', length: 1 }] },
      ),
    ),
    scenario(
      'artifacts go whose run is gone, and another one is the latest of its key',
      'E22',
      createRun(),
      post('create older', '/artifacts/', { key: 'report-$(unique)', data: 'older', flow_run_id: '$(run)' }),
      post('create newer', '/artifacts/', { key: 'report-$(unique)', data: 'newer', flow_run_id: '$(run)' }),
      post('create the newest', '/artifacts/', {
        key: 'report-$(unique)',
        data: 'newest',
        flow_run_id: GONE,
      }),
      get('wait for the latest', '/artifacts/report-$(unique)/latest', {
        until: [{ at: 'data', equals: 'newer' }],
      }),
      post('read the collection', '/artifacts/latest/filter', {
        artifacts: { key: { any_: ['report-$(unique)'] } },
      }),
    ),
    scenario(
      'collections go with their last artifact',
      'E22',
      post('create', '/artifacts/', { key: 'chart-$(unique)', data: 1, flow_run_id: GONE }),
      post(
        'wait until there is none',
        '/artifacts/latest/filter',
        { artifacts: { key: { any_: ['chart-$(unique)'] } } },
        { until: [{ at: '', length: 0 }] },
      ),
    ),
  ],
}
