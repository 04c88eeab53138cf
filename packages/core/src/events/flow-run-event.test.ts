import { describe, expect, it } from 'vitest'
import { at, NOW, reeveId, state } from '../transitions/testing.ts'
import { type FlowRunEventFacts, flowRunEvent } from './index.ts'

const facts: FlowRunEventFacts = {
  run: {
    id: 'run',
    name: 'my-run',
    run_count: 1,
    tags: ['z-run'],
    created_by: { id: 'automation', type: 'AUTOMATION', display_value: 'Auto' },
  },
  flow: { id: 'flow', name: 'my flow', tags: ['b-flow', 'shared'] },
  deployment: { id: 'deployment', name: 'dep', tags: ['a-dep', 'shared'] },
  workQueue: { id: 'queue', name: 'default' },
  workPool: { id: 'pool', name: 'my pool', type: 'process' },
  parentTaskRun: null,
}

const running = { ...state({ type: 'RUNNING', message: 'hello' }, at(-1)), id: reeveId(1) }
const paused = { ...state({ type: 'PAUSED' }, NOW), id: reeveId(2) }

/** As Prefect 3.8.8 emits it for such a run. */
it('the event of a transition tells of the run, its states and all that it touches', () => {
  expect(flowRunEvent(facts, running, paused)).toEqual({
    id: paused.id,
    occurred: NOW,
    event: 'prefect.flow-run.Paused',
    resource: {
      'prefect.resource.id': 'prefect.flow-run.run',
      'prefect.resource.name': 'my-run',
      'prefect.run-count': '1',
      'prefect.state-message': '',
      'prefect.state-name': 'Paused',
      'prefect.state-timestamp': '2026-03-01T12:00:00+00:00',
      'prefect.state-type': 'PAUSED',
    },
    related: [
      {
        'prefect.resource.id': 'prefect.flow.flow',
        'prefect.resource.role': 'flow',
        'prefect.resource.name': 'my flow',
      },
      {
        'prefect.resource.id': 'prefect.deployment.deployment',
        'prefect.resource.role': 'deployment',
        'prefect.resource.name': 'dep',
      },
      {
        'prefect.resource.id': 'prefect.work-queue.queue',
        'prefect.resource.role': 'work-queue',
        'prefect.resource.name': 'default',
      },
      {
        'prefect.resource.id': 'prefect.work-pool.pool',
        'prefect.resource.role': 'work-pool',
        'prefect.resource.name': 'my pool',
        'prefect.work-pool.type': 'process',
      },
      { 'prefect.resource.id': 'prefect.tag.a-dep', 'prefect.resource.role': 'tag' },
      { 'prefect.resource.id': 'prefect.tag.b-flow', 'prefect.resource.role': 'tag' },
      { 'prefect.resource.id': 'prefect.tag.shared', 'prefect.resource.role': 'tag' },
      { 'prefect.resource.id': 'prefect.tag.z-run', 'prefect.resource.role': 'tag' },
      {
        'prefect.resource.id': 'prefect.automation.automation',
        'prefect.resource.role': 'creator',
        'prefect.resource.name': 'Auto',
      },
    ],
    payload: {
      intended: { from: 'RUNNING', to: 'PAUSED' },
      initial_state: { type: 'RUNNING', name: 'Running', message: 'hello' },
      validated_state: { type: 'PAUSED', name: 'Paused', pause_reschedule: 'false' },
    },
    follows: running.id,
  })
})

describe('the event', () => {
  const bare: FlowRunEventFacts = {
    run: { ...facts.run, tags: [], created_by: null },
    flow: null,
    deployment: null,
    workQueue: null,
    workPool: null,
    parentTaskRun: null,
  }

  it('of a first state follows none', () => {
    const event = flowRunEvent(bare, null, running)
    expect(event.follows).toBeNull()
    expect(event.related).toEqual([])
    expect(event.payload).toMatchObject({ intended: { from: null, to: 'RUNNING' }, initial_state: null })
  })

  it.each([
    [299, running.id],
    [300, null],
  ])('follows the one before only if that is less than five minutes ago: %d s', (seconds, follows) => {
    const later = { ...paused, timestamp: at(seconds - 1) }
    expect(flowRunEvent(bare, running, later).follows).toBe(follows)
  })

  it('tells microseconds where there are some', () => {
    const { resource } = flowRunEvent(bare, null, { ...running, timestamp: at(0.25) })
    expect(resource['prefect.state-timestamp']).toBe('2026-03-01T12:00:00.250000+00:00')
  })

  it('of a subflow tells of the task run that stands for it, and its tags', () => {
    const parentTaskRun = { id: 'task', name: 'wrap', tags: ['outer'] }
    expect(flowRunEvent({ ...bare, parentTaskRun }, null, running).related).toEqual([
      {
        'prefect.resource.id': 'prefect.task-run.task',
        'prefect.resource.role': 'task-run',
        'prefect.resource.name': 'wrap',
      },
      { 'prefect.resource.id': 'prefect.tag.outer', 'prefect.resource.role': 'tag' },
    ])
  })

  it.each([
    [
      { id: 'd', type: 'DEPLOYMENT', display_value: null },
      [{ 'prefect.resource.id': 'prefect.deployment.d', 'prefect.resource.role': 'creator' }],
    ],
    [{ id: 's', type: 'SCHEDULE', display_value: 'cron' }, []],
    [{ id: null, type: null, display_value: null }, []],
  ])('names the creator %j: %j', (created_by, expected) => {
    expect(flowRunEvent({ ...bare, run: { ...bare.run, created_by } }, null, running).related).toEqual(
      expected,
    )
  })

  it('says whether a pause leaves the process', () => {
    const suspended = state({ type: 'PAUSED', state_details: { pause_reschedule: true } })
    expect(flowRunEvent(bare, null, suspended).payload).toMatchObject({
      validated_state: { pause_reschedule: 'true' },
    })
  })

  it('cuts long messages in the middle', () => {
    const message = `${'a'.repeat(60_000)}${'b'.repeat(60_000)}`
    const { resource, payload } = flowRunEvent(bare, null, { ...running, message })
    const cut = `${'a'.repeat(50_000)}...20000 additional characters...${'b'.repeat(50_000)}`
    expect(resource['prefect.state-message']).toBe(cut)
    expect(payload).toMatchObject({ validated_state: { message: cut } })
  })

  it('leaves messages alone that would not get shorter', () => {
    const message = 'a'.repeat(100_010)
    expect(flowRunEvent(bare, null, { ...running, message }).resource['prefect.state-message']).toBe(message)
  })
})
