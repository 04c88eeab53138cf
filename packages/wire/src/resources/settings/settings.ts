import type { Static } from 'typebox'
import { Initially, Maybe, Model, Present } from '../../schema.ts'
import Type from '../../type.ts'
import {
  APISettings,
  CLISettings,
  ClientSettings,
  CloudSettings,
  DeploymentsSettings,
  EventsSettings,
  ExperimentsSettings,
  FlowsSettings,
  InternalSettings,
  LoggingSettings,
  PluginsSettings,
  ResultsSettings,
  RunnerSettings,
  TasksSettings,
  TelemetrySettings,
  TestingSettings,
  WorkerSettings,
} from './client.ts'
import { ServerSettings } from './server.ts'

export const Settings = Model('Settings', {
  home: Type.String({ format: 'path', default: '~/.prefect' }),
  profiles_path: Present(Type.String({ format: 'path' })),
  debug_mode: Type.Boolean({ default: false }),
  api: Initially(APISettings, {}),
  cli: Initially(CLISettings, {}),
  client: Initially(ClientSettings, {}),
  cloud: Initially(CloudSettings, {}),
  deployments: Initially(DeploymentsSettings, {}),
  events: Initially(EventsSettings, {}),
  experiments: Initially(ExperimentsSettings, {}),
  flows: Initially(FlowsSettings, {}),
  internal: Initially(InternalSettings, {}),
  logging: Initially(LoggingSettings, {}),
  plugins: Initially(PluginsSettings, {}),
  results: Initially(ResultsSettings, {}),
  runner: Initially(RunnerSettings, {}),
  server: Initially(ServerSettings, {}),
  tasks: Initially(TasksSettings, {}),
  telemetry: Initially(TelemetrySettings, {}),
  testing: Initially(TestingSettings, {}),
  worker: Initially(WorkerSettings, {}),
  ui_url: Maybe(Type.String()),
  silence_api_url_misconfiguration: Type.Boolean({ default: false }),
})
export type Settings = Static<typeof Settings>
