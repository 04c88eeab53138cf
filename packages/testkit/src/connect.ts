import pg from 'pg'

/** A plain connection, for what tests do beside the database that they test. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
