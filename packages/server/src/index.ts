export { type MaintenanceOptions, releaseDatabase, tuneDatabase } from './maintenance.ts'
export { boundRoutes } from './routes/index.ts'
export { CannotListen, type RunningServer, type ServerOptions, startServer } from './server.ts'
export { services } from './services/index.ts'
export type { Service } from './services/service.ts'
export { table as settingTable, variablesOf } from './settings/table.ts'
export {
  databaseOptions,
  type LoadedSettings,
  loadSettings,
  MalformedSetting,
  type SettingPath,
  type Settings,
  type SettingsOrigin,
  settingsWith,
  UnreadableSettings,
} from './settings.ts'
