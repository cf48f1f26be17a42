import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CLOSE_CODES, clientFrame, clientFrames, serverFrame, serverFrames } from '../src/feed/frames.ts'
import { EVENT_TOPICS, parseTopic } from '../src/feed/topic-name.ts'

const text = readFileSync(new URL('../../../docs/feed.md', import.meta.url), 'utf8')
const frames = [...text.matchAll(/```json\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  block
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line)),
)

it('the document’s frames are frames, and there is one of every kind', () => {
  for (const frame of frames) expect(('t' in frame ? serverFrame : clientFrame).parse(frame)).toEqual(frame)
  const kinds = new Set(frames.map((frame) => frame.t ?? frame.op))
  expect(kinds).toEqual(new Set([...Object.keys(clientFrames), ...Object.keys(serverFrames)]))
})

it('the document names every close code and every topic', () => {
  for (const code of Object.values(CLOSE_CODES)) expect(text).toContain(`| ${code} |`)
  for (const topic of EVENT_TOPICS) expect(text).toContain(`| \`${topic}\` |`)
  for (const topic of ['summary', 'positions', 'kpi:all']) {
    expect(parseTopic(topic)).not.toBeNull()
    expect(text).toContain(`| \`${topic}\``)
  }
})
