import { databaseOptions, tuneDatabase } from '@reeve/server'
import { Command } from 'commander'
import { describeDatabase } from '../describe-database.ts'
import { chooseSettings, type Options } from '../settings.ts'

/** `reeve database tune`: makes a database that Prefect made as fast as one that Reeve made. */
export function databaseTuneCommand(): Command {
  return new Command('tune')
    .description('give a database that Prefect made the indexes that Reeve needs, and take away the others')
    .option('--database <file or URL>', 'SQLite file or PostgreSQL URL (default: the one that "start" uses)')
    .helpOption('--help', 'print this')
    .exitOverride()
    .action(tune)
}

async function tune(options: Options): Promise<void> {
  const chosen = chooseSettings(options)
  const { created, dropped } = await tuneDatabase(chosen)
  const { url } = databaseOptions(chosen.settings, chosen.databaseFile)
  process.stdout.write(
    `Tuned ${describeDatabase(url)}: ${created.length} indexes made, ${dropped.length} taken away.\n` +
      'Before Prefect uses it again, run "database release".\n',
  )
}
