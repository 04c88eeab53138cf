/** A database URL or file as it may be printed: without the password. */
export function describeDatabase(url: string): string {
  return url
    .replace(/^(\w+(?:\+\w+)?:\/\/[^:@/?]*):[^/]*@/, '$1:***@')
    .replace(/([?&]password=)[^&]*/gi, '$1***')
}
