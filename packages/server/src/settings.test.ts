import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settingsTree } from './settings/tree.ts'
import {
  loadSettings,
  MalformedSetting,
  type SettingsOrigin,
  settingsWith,
  UnreadableSettings,
} from './settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reeve-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const load = (origin: SettingsOrigin = {}) => loadSettings({ env: {}, folder, userHome: folder, ...origin })
const file = (name: string, content: string) => writeFileSync(join(folder, name), content)

describe('where settings come from', () => {
  test('nothing set gives the defaults', () => {
    const { settings, given } = load()
    expect(settings['server.api.port']).toBe(4200)
    expect(settings['server.ui.api_url']).toBe('http://127.0.0.1:4200/api')
    expect(given.size).toBe(0)
  })

  test('each place wins over the ones after it', () => {
    mkdirSync(join(folder, '.prefect'))
    file('.prefect/profiles.toml', 'active = "mine"\n[profiles.mine]\nPREFECT_SERVER_API_PORT = "1"\n')
    expect(load().settings['server.api.port']).toBe(1)
    file('pyproject.toml', '[tool.prefect.server.api]\nport = 2\n')
    expect(load().settings['server.api.port']).toBe(2)
    file('prefect.toml', '[server.api]\nport = 3\n')
    expect(load().settings['server.api.port']).toBe(3)
    file('.env', 'PREFECT_SERVER_API_PORT=4\n')
    expect(load().settings['server.api.port']).toBe(4)
    const env = { PREFECT_SERVER_API_PORT: '5' }
    expect(load({ env }).settings['server.api.port']).toBe(5)
    expect(load({ env, overrides: { 'server.api.port': 6 } }).settings['server.api.port']).toBe(6)
  })

  test('a variable may have any case and an older name, the newer one wins', () => {
    const old = { PREFECT_API_DATABASE_TIMEOUT: '1' }
    expect(load({ env: old }).settings['server.database.timeout']).toBe(1)
    const both = { ...old, prefect_server_database_timeout: '2' }
    expect(load({ env: both }).settings['server.database.timeout']).toBe(2)
  })

  test('PREFECT_PROFILE chooses the profile, PREFECT_PROFILES_PATH the file', () => {
    file(
      'p.toml',
      'active = "a"\n[profiles.a]\nPREFECT_UI_ENABLED = "on"\n[profiles.b]\nPREFECT_UI_ENABLED = "off"\n',
    )
    const env = { PREFECT_PROFILES_PATH: join(folder, 'p.toml') }
    expect(load({ env }).settings['server.ui.enabled']).toBe(true)
    expect(load({ env: { ...env, PREFECT_PROFILE: 'b' } }).settings['server.ui.enabled']).toBe(false)
  })

  test('a home moves the files below it', () => {
    const { settings, given } = load({ env: { PREFECT_HOME: '~/elsewhere' } })
    expect(settings.home).toBe(join(folder, 'elsewhere'))
    expect(settings.profiles_path).toBe(join(folder, 'elsewhere/profiles.toml'))
    expect(given.has('home')).toBe(true)
  })

  test('a broken file is named', () => {
    file('prefect.toml', '[server\n')
    expect(() => load()).toThrow(UnreadableSettings)
    expect(() => load()).toThrow(join(folder, 'prefect.toml'))
  })
})

describe('what settings hold', () => {
  test.each([
    ['90', 90],
    ['PT1H30M', 5400],
    ['P2DT0.5S', 172_800.5],
    ['1:00:01', 3601],
    ['2 days, 0:00:10', 172_810],
  ])('a duration of %s', (text, seconds) => {
    const env = { PREFECT_SERVER_API_CSRF_TOKEN_EXPIRATION: text }
    expect(load({ env }).settings['server.api.csrf_token_expiration']).toBe(seconds)
  })

  test.each([
    ['PREFECT_SERVER_API_PORT', 'abc', 'a whole number'],
    ['PREFECT_SERVER_API_PORT', '', 'a whole number'],
    ['PREFECT_SERVER_API_PORT', '4.5', 'a whole number'],
    ['PREFECT_UI_ENABLED', 'maybe', 'true or false'],
    ['PREFECT_SERVER_LOGGING_LEVEL', 'LOUD', 'one of DEBUG, INFO, WARNING, ERROR, CRITICAL'],
    [
      'PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION',
      '5',
      'a number, at least 30 and at most 3600',
    ],
    ['PREFECT_SERVER_API_CSRF_TOKEN_EXPIRATION', 'P', 'a duration'],
    ['REEVE_BODY_LIMIT_BYTES', '0', 'a whole number, above 0'],
  ])('%s refuses "%s"', (name, value, expectation) => {
    const attempt = () => load({ env: { [name]: value } })
    expect(attempt).toThrow(MalformedSetting)
    expect(attempt).toThrow(`Cannot use ${name} = "${value}": expected ${expectation}`)
  })

  test('switches of services may name what they switch on', () => {
    const enabled = (text: string) =>
      load({ env: { PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED: text } }).settings[
        'server.services.db_vacuum.enabled'
      ]
    expect(enabled('events, flow_runs')).toEqual(['events', 'flow_runs'])
    expect(enabled('true')).toBe(true)
    expect(enabled('')).toBe(false)
    expect(() => enabled('events, logs')).toThrow(
      'expected true, false or names of events, flow_runs, orphans',
    )
  })

  test('a connection URL may name the variable of its password', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the setting itself names a variable so
    const url = { PREFECT_API_DATABASE_CONNECTION_URL: 'postgresql://u:${PREFECT_API_DATABASE_PASSWORD}@h/d' }
    const { settings } = load({ env: { ...url, PREFECT_SERVER_DATABASE_PASSWORD: 'a/b' } })
    expect(settings['server.database.connection_url']).toBe('postgresql://u:a%2Fb@h/d')
    expect(() => load({ env: url })).toThrow('expected PREFECT_SERVER_DATABASE_PASSWORD to be set')
  })

  test('debug mode lowers the log level', () => {
    expect(load({ env: { PREFECT_DEBUG_MODE: '1' } }).settings['server.logging_level']).toBe('DEBUG')
  })
})

describe('the settings tree', () => {
  test('masks secrets and prints durations as ISO 8601', () => {
    const tree = settingsTree(settingsWith({ 'server.api.auth_string': 'admin:hidden' }))
    expect(tree).toMatchObject({
      server: {
        api: { auth_string: '**********', csrf_token_expiration: 'PT1H', port: 4200 },
        database: { password: null },
        events: { retention_period: 'P7D' },
        tasks: { scheduling: { pending_task_timeout: 'PT0S' } },
        services: { db_vacuum: { event_retention_overrides: { 'prefect.flow-run.heartbeat': 'P7D' } } },
      },
    })
    expect(JSON.stringify(tree)).not.toContain('hidden')
  })

  test('has every setting of the reference under its place', () => {
    const contract = new URL('../../../conformance/contract/settings.json', import.meta.url)
    const known: { settings: { path: string }[] } = JSON.parse(readFileSync(contract, 'utf8'))
    const tree = settingsTree(settingsWith())
    const at = (path: string) =>
      path
        .split('.')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], tree)
    expect(known.settings.filter(({ path }) => at(path) === undefined)).toEqual([])
  })
})
