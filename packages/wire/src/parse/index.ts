export { currentContext, DEFAULT_LIMITS, type Limits, type ParseContext } from './context.ts'
export type { Issue } from './issue.ts'
export { compileParser, type Parsed, type Parser, type Place } from './parser.ts'
