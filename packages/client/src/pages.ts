import type { Answer } from './answer.ts'

/**
 * The pages of a list, one after the other, as long as the loop that reads them goes on. A walk sees each row that was
 * listed when it began, once, whatever is written meanwhile.
 */
export async function* pagesOf<Data, Input extends object>(
  ask: (input: Input & { cursor?: string }) => Promise<Answer<Data>>,
  input: Input,
): AsyncGenerator<Answer<Data>, void, undefined> {
  let cursor: string | null = null
  do {
    const answer: Answer<Data> = await ask(cursor === null ? input : { ...input, cursor })
    yield answer
    cursor = answer.page?.next ?? null
  } while (cursor !== null)
}

/** The rows of all pages. */
export async function* rowsOf<Row>(pages: AsyncIterable<Answer<readonly Row[]>>): AsyncGenerator<Row, void, undefined> {
  for await (const { data } of pages) yield* data
}
