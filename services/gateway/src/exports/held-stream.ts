import { Readable } from 'node:stream'

/** A whole file, however slowly it is read: what it is read from stays open for as long. */
const WHOLE_MS_MAX = 10 * 60_000
/** Who takes nothing for as long is gone. */
const STILL_MS_MAX = 30_000
const LOOK_EVERY_MS = 1000

/** A file that is written while it is read, and what is known of it before. */
export type Opened<Head> = { head: Head; content: AsyncGenerator<string | Buffer> }

/** The content as a stream that ends with an error when it is read too slowly. */
const boundedStream = (content: AsyncGenerator<string | Buffer>): Readable => {
  const begunMs = performance.now()
  let asked = begunMs
  const noted = async function* () {
    for await (const piece of content) {
      yield piece
      asked = performance.now()
    }
  }
  const stream = Readable.from(noted(), { objectMode: false, highWaterMark: 256 * 1024 })
  const watching = setInterval(() => {
    const nowMs = performance.now()
    if (nowMs - begunMs > WHOLE_MS_MAX || nowMs - asked > STILL_MS_MAX) stream.destroy(new Error('read too slowly'))
  }, LOOK_EVERY_MS)
  stream.once('close', () => clearInterval(watching))
  return stream
}

/**
 * A stream out of something that has to stay open while it is read, such as a transaction: `hold` opens it, gives `use` what
 * it found, and keeps it open until the promise of `use` is fulfilled: the stream is at its end, given up or too slow.
 * Fails as `hold` does before it comes to that.
 */
export const heldStream = <Head>(
  hold: (use: (opened: Opened<Head>) => Promise<void>) => Promise<unknown>,
): Promise<{ head: Head; stream: Readable }> => {
  const { promise, resolve, reject } = Promise.withResolvers<{ head: Head; stream: Readable }>()
  const use = async ({ head, content }: Opened<Head>): Promise<void> => {
    const stream = boundedStream(content)
    const closed = new Promise<void>((done) => stream.once('close', done))
    resolve({ head, stream })
    await closed
  }
  // Once there is a stream, whatever goes wrong has ended it.
  hold(use).catch(reject)
  return promise
}
