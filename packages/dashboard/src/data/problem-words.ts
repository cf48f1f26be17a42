import { PapertapeProblem, PapertapeUnreachable } from '@papertape/client'
import { WrongData } from '../format/wrong-data.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    unreachable: 'The gateway cannot be reached. It is tried again by itself.',
    wrong: (what: string) =>
      `The gateway’s answer makes no sense here (${what}), so nothing is shown. Reload the page; tell the operator if it stays.`,
    refused: (detail: string) => detail,
    busy: 'The gateway has too much to do. It is tried again by itself.',
  },
  tr: {
    unreachable: 'Ağ geçidine ulaşılamıyor. Kendiliğinden yeniden denenecek.',
    wrong: (what: string) =>
      `Ağ geçidinin yanıtı burada anlamsız (${what}), bu yüzden hiçbir şey gösterilmiyor. Sayfayı yenileyin; sürerse işletmene bildirin.`,
    refused: (detail: string) => detail,
    busy: 'Ağ geçidi çok meşgul. Kendiliğinden yeniden denenecek.',
  },
})

/** What went wrong and what to do, in words. */
export const problemWords = (error: unknown): string => {
  if (error instanceof PapertapeUnreachable) return say(texts).unreachable
  if (error instanceof PapertapeProblem) {
    if (error.status === 429 || error.status === 503) return say(texts).busy
    const fields = error.errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')
    return say(texts).refused(fields === '' ? error.message : `${error.title}: ${fields}`)
  }
  return say(texts).wrong(error instanceof WrongData || error instanceof Error ? error.message : String(error))
}
