import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSettings, startServer } from '@reeve/server'
import { QUIET } from './profiles.ts'
import type { RunningServer } from './reference-server.ts'

/** Starts Reeve in this process on a database of that URL, with the settings of the suite and these. */
export async function startReeve(
  databaseUrl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const home = mkdtempSync(join(tmpdir(), 'reeve-conformance-'))
  const env = { ...QUIET, PREFECT_SERVER_LOGGING_LEVEL: 'CRITICAL', ...environment, PREFECT_HOME: home }
  const { settings } = loadSettings({
    env,
    folder: home,
    overrides: { 'server.api.port': 0, 'server.database.connection_url': databaseUrl },
  })
  const server = await startServer({ settings, databaseFile: join(home, 'reeve.db') })
  const stop = async () => {
    await server.close()
    rmSync(home, { recursive: true, force: true })
  }
  return { url: server.url, description: 'Reeve', stop }
}
